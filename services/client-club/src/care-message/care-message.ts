import { defineEntity, p } from '@mikro-orm/core';
import { CareMessageSent, CareMessageSuppressed, type careMessageKinds } from '@linli/contracts';
import { newId, raise } from '@linli/kernel';
import { careMessageWorkflow, type CareMessageState } from './care-message.workflow.js';

const CareMessageSchema = defineEntity({
  name: 'CareMessage',
  tableName: 'care_message',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    kind: p.text().$type<CareMessageKind>(),
    state: p.text().$type<CareMessageState>(),
    projectId: p.text(),
    partyId: p.uuid(),
    subjectId: p.uuid(),
    subscriptionId: p.uuid().nullable(),
    title: p.text(),
    text: p.text(),
    plannedAt: p.datetime(),
    attempts: p.integer(),
    maxAttempts: p.integer(),
    backoffSeconds: p.integer(),
    nextAttemptAt: p.datetime().nullable(),
    lastFailure: p.text().nullable(),
    sentAt: p.datetime().nullable(),
    suppressedBy: p.text().nullable(),
    suppressedWhy: p.text().nullable(),
  },
});

export type CareMessageKind = (typeof careMessageKinds)[number];

/** Why a message is to go out, and to whom. */
export interface Occasion {
  readonly kind: CareMessageKind;
  readonly projectId: string;
  readonly partyId: string;
  /** The subscription, the node or the move-in: one message of a kind for each. */
  readonly subjectId: string;
  readonly subscriptionId?: string;
}

const LONGEST_WAIT_SECONDS = 3_600;

/** 短信温馨速递: one message to one customer. It never holds a phone number; who sends it asks for the number. */
export class CareMessage extends CareMessageSchema.class {
  static plan(
    occasion: Occasion,
    wording: { title: string; text: string },
    terms: { maxAttempts: number; backoffSeconds: number },
    at: Date,
  ): CareMessage {
    const { kind, projectId, partyId, subjectId, subscriptionId = null } = occasion;
    return Object.assign(new CareMessage(), {
      ...{
        id: newId(),
        state: careMessageWorkflow.initial,
        kind,
        projectId,
        partyId,
        subjectId,
        subscriptionId,
        ...wording,
        ...terms,
      },
      ...{
        plannedAt: at,
        attempts: 0,
        nextAttemptAt: at,
        lastFailure: null,
        sentAt: null,
        suppressedBy: null,
        suppressedWhy: null,
      },
    });
  }

  /** What is not sent yet says what is true now; an attempt that is under way may still say the old, the next one says the new. */
  reword(text: string): void {
    if (!this.sentAt) this.text = text;
  }

  /** Taken by a sender until the lease ends: if it dies meanwhile, another takes the message then. */
  beginSending(at: Date, leaseMs: number): void {
    this.state = careMessageWorkflow.move(this.state, 'beginSending');
    this.attempts += 1;
    this.nextAttemptAt = new Date(at.getTime() + leaseMs);
  }

  markSent(at: Date): void {
    this.state = careMessageWorkflow.move(this.state, 'markSent');
    this.sentAt = at;
    this.nextAttemptAt = null;
    this.lastFailure = null;
    raise(this, CareMessageSent, {
      messageId: this.id,
      partyId: this.partyId,
      kind: this.kind,
      projectId: this.projectId,
    });
  }

  /** Not sent: tried again later, each time after twice the wait, and given up after the last attempt. */
  fail(reason: string, at: Date): void {
    this.lastFailure = reason;
    if (this.attempts >= this.maxAttempts) {
      this.state = careMessageWorkflow.move(this.state, 'giveUp');
      this.nextAttemptAt = null;
      return;
    }
    this.state = careMessageWorkflow.move(this.state, 'putBack');
    const seconds = Math.min(LONGEST_WAIT_SECONDS, this.backoffSeconds * 2 ** (this.attempts - 1));
    this.nextAttemptAt = new Date(at.getTime() + seconds * 1_000);
  }

  /** Not even tried, because the phone could not be asked for: it does not count as an attempt. */
  putOff(reason: string, at: Date, waitMs: number): void {
    this.state = careMessageWorkflow.move(this.state, 'putBack');
    this.lastFailure = reason;
    this.attempts -= 1;
    this.nextAttemptAt = new Date(at.getTime() + waitMs);
  }

  retry(at: Date): void {
    this.state = careMessageWorkflow.move(this.state, 'retry');
    this.attempts = 0;
    this.nextAttemptAt = at;
  }

  suppress(why: string, by: string): void {
    this.end('suppress', why, by);
  }

  /** About to be sent, it turned out that nothing is left to say. */
  dropAtSending(why: string, by: string): void {
    this.end('dropAtSending', why, by);
  }

  private end(action: 'suppress' | 'dropAtSending', why: string, by: string): void {
    this.state = careMessageWorkflow.move(this.state, action);
    this.suppressedBy = by;
    this.suppressedWhy = why;
    this.nextAttemptAt = null;
    raise(this, CareMessageSuppressed, {
      messageId: this.id,
      partyId: this.partyId,
      kind: this.kind,
      projectId: this.projectId,
    });
  }
}

CareMessageSchema.setClass(CareMessage);
