import { defineEntity, p } from '@mikro-orm/core';
import { newId, refuse, workflow, type StateOf } from '@linli/kernel';

export const callListEntryWorkflow = workflow({
  name: 'call-list-entry',
  initial: 'OPEN',
  transitions: { OPEN: { call: 'OPEN', reach: 'REACHED', skip: 'SKIPPED' }, REACHED: {}, SKIPPED: {} },
});

export type CallListEntryState = StateOf<typeof callListEntryWorkflow>;

const CallListEntrySchema = defineEntity({
  name: 'CallListEntry',
  tableName: 'call_list_entry',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    callListId: p.uuid(),
    projectId: p.text(),
    state: p.text().$type<CallListEntryState>(),
    partyId: p.uuid(),
    complaintId: p.uuid().nullable(),
    assigneeId: p.text().nullable(),
    assigneeName: p.text().nullable(),
    attempts: p.integer(),
    dialledAt: p.datetime().nullable(),
    lastCallId: p.uuid().nullable(),
    lastOutcome: p.text().nullable(),
    skipReason: p.text().nullable(),
  },
});

/** One person of a list, with the case he is called about and who calls him [REQ-173, REQ-174]. */
export class CallListEntry extends CallListEntrySchema.class {
  static of(list: { id: string; projectId: string }, partyId: string, complaintId: string | null): CallListEntry {
    return Object.assign(new CallListEntry(), {
      id: newId(),
      state: callListEntryWorkflow.initial,
      ...{ callListId: list.id, projectId: list.projectId, partyId, complaintId },
      ...{ assigneeId: null, assigneeName: null, attempts: 0, dialledAt: null },
      ...{ lastCallId: null, lastOutcome: null, skipReason: null },
    });
  }

  /** The number is handed to the exchange, or was called without it. */
  isCalled(callId: string, by: { id: string }, at: Date): void {
    if (this.assigneeId !== null && this.assigneeId !== by.id)
      throw refuse.rule('call-list-entry.assigned-to-another', '该号码已分配给其他同事。');
    this.state = callListEntryWorkflow.move(this.state, 'call');
    Object.assign(this, { attempts: this.attempts + 1, dialledAt: at, lastCallId: callId });
  }

  /** What became of the call. News of an entry that is done already changes nothing. */
  noteOutcome(outcome: string): void {
    if (this.state !== 'OPEN') return;
    this.lastOutcome = outcome;
    if (outcome === 'REACHED') this.state = callListEntryWorkflow.move(this.state, 'reach');
  }

  skip(reason: string): void {
    this.state = callListEntryWorkflow.move(this.state, 'skip');
    this.skipReason = reason;
  }
}

CallListEntrySchema.setClass(CallListEntry);
