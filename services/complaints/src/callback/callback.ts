import { defineEntity, p } from '@mikro-orm/core';
import type { callbackReasons } from '@linli/contracts';
import { newId, refuse } from '@linli/kernel';
import { callbackWorkflow, type CallbackState } from './callback.workflow.js';

const CallbackSchema = defineEntity({
  name: 'Callback',
  tableName: 'callback',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.text(),
    state: p.text().$type<CallbackState>(),
    reason: p.text(),
    callId: p.uuid(),
    partyId: p.uuid().nullable(),
    assigneeId: p.text().nullable(),
    assigneeName: p.text().nullable(),
    dueAt: p.datetime(),
    remark: p.text().nullable(),
    moved: p.integer(),
    escalatedTo: p.text().nullable(),
    doneByCallId: p.uuid().nullable(),
    doneAt: p.datetime().nullable(),
    cancelReason: p.text().nullable(),
  },
});

/** A call, as far as a call-back needs it. */
export interface PromisedIn {
  readonly id: string;
  readonly projectId: string;
  readonly partyId?: string | null;
  readonly phoneIndex?: string | null;
  readonly outcome?: string | null;
  readonly state: string;
  readonly startedAt: Date;
}

export interface Assignee {
  readonly id: string;
  readonly name: string;
}

interface Arrangement {
  readonly reason: (typeof callbackReasons)[number];
  readonly dueAt: Date;
  readonly assignee: Assignee | null;
  readonly remark?: string;
}

/** 回电: a customer waits for a call at a time [REQ-175]. */
export class Callback extends CallbackSchema.class {
  static plan(call: PromisedIn, { reason, dueAt, assignee, remark }: Arrangement): Callback {
    return Object.assign(new Callback(), {
      id: newId(),
      state: callbackWorkflow.initial,
      ...{ projectId: call.projectId, callId: call.id, partyId: call.partyId ?? null, reason, dueAt },
      ...{ assigneeId: assignee?.id ?? null, assigneeName: assignee?.name ?? null, remark: remark ?? null },
      ...{ moved: 0, escalatedTo: null, doneByCallId: null, doneAt: null, cancelReason: null },
    });
  }

  reschedule(dueAt: Date, assignee: Assignee | undefined, at: Date): void {
    mustLieAhead(dueAt, at);
    this.state = callbackWorkflow.move(this.state, 'reschedule');
    Object.assign(this, { dueAt, moved: this.moved + 1, escalatedTo: null });
    if (assignee) Object.assign(this, { assigneeId: assignee.id, assigneeName: assignee.name });
  }

  /** Kept by a later call in which the customer was reached. */
  fulfil(call: PromisedIn, promisedIn: PromisedIn, at: Date): void {
    if (call.projectId !== this.projectId || call.id === this.callId || call.startedAt < promisedIn.startedAt)
      throw refuse.rule('callback.another-call', '回电须是约定之后、同一项目的另一次通话。');
    const sameParty = this.partyId !== null && call.partyId === this.partyId;
    const sameNumber = Boolean(call.phoneIndex) && call.phoneIndex === promisedIn.phoneIndex;
    if (!sameParty && !sameNumber) throw refuse.rule('callback.another-customer', '这次通话不是与该客户进行的。');
    if (call.state !== 'LOGGED' || call.outcome !== 'REACHED')
      throw refuse.rule('callback.not-reached', '客户没有接通，或通话内容尚未填写；可以改期再拨。');
    this.state = callbackWorkflow.move(this.state, 'fulfil');
    Object.assign(this, { doneByCallId: call.id, doneAt: at });
  }

  cancel(reason: string): void {
    this.state = callbackWorkflow.move(this.state, 'cancel');
    this.cancelReason = reason;
  }

  fallDue(): void {
    this.state = callbackWorkflow.move(this.state, 'fallDue');
  }

  /** Nobody has called: the task is handed to the next of the chain. */
  escalate(to: string): void {
    this.escalatedTo = to;
  }

  get isOpen(): boolean {
    return callbackWorkflow.can(this.state, 'fulfil');
  }
}

/** A call-back is promised for a time to come. Refuses `callback.in-past`. */
export function mustLieAhead(dueAt: Date, at: Date): void {
  if (dueAt <= at) throw refuse.rule('callback.in-past', '回电时间已经过去，请约定以后的时间。');
}

CallbackSchema.setClass(Callback);
