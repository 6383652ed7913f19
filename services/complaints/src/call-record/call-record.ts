import { defineEntity, p } from '@mikro-orm/core';
import { CallLogged, type CallNote, type LogCall, type ReportCallEvent, type WriteUpCall } from '@linli/contracts';
import { raise, refuse } from '@linli/kernel';
import { callRecordWorkflow, type CallRecordState } from './call-record.workflow.js';

const CallRecordSchema = defineEntity({
  name: 'CallRecord',
  tableName: 'call_record',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    formNo: p.text(),
    projectId: p.text(),
    state: p.text().$type<CallRecordState>(),
    direction: p.text(),
    staffId: p.text().nullable(),
    staffName: p.text().nullable(),
    lineId: p.uuid().nullable(),
    partyId: p.uuid().nullable(),
    phoneSealed: p.text().nullable(),
    /** Masked, as everybody sees it. */
    phone: p.text().nullable(),
    phoneIndex: p.text().nullable(),
    subjectKind: p.text().nullable(),
    subjectId: p.uuid().nullable(),
    callListEntryId: p.uuid().nullable(),
    callScriptId: p.uuid().nullable(),
    exchangeCallId: p.text().nullable(),
    dialAttempts: p.integer(),
    nextDialAt: p.datetime().nullable(),
    startedAt: p.datetime(),
    answeredAt: p.datetime().nullable(),
    endedAt: p.datetime().nullable(),
    talkedSeconds: p.integer().nullable(),
    outcome: p.text().nullable(),
    summary: p.text().nullable(),
    notes: p.json().$type<CallNote[]>(),
    recorded: p.boolean(),
  },
});

/** The number at the other end, sealed; an unknown caller has none. */
export interface SealedNumber {
  readonly phoneSealed: string;
  readonly phone: string;
  readonly phoneIndex: string;
}

/** Who is spoken to, and by whom on which line. */
export interface CallParties {
  readonly id: string;
  readonly formNo: string;
  readonly projectId: string;
  readonly staff: { readonly id: string; readonly name: string } | null;
  readonly lineId: string | null;
  readonly partyId: string | null;
  readonly number: SealedNumber | null;
}

interface Matter {
  readonly subjectKind?: string;
  readonly subjectId?: string;
  readonly callListEntryId?: string;
  readonly callScriptId?: string;
}

type Outcome = CallLogged['outcome'];

const DAY_MS = 86_400_000;
/** A dial that the exchange did not take for so long is given up: nobody sits at the phone any more. */
const PATIENCE_MS = 60_000;
const RETRY_MS = 5_000;
const NOTES = 100;

/** 电话记录: one call, entered once by who spoke; other departments refer to it by its id [REQ-175, REQ-177, X52]. */
export class CallRecord extends CallRecordSchema.class {
  /** A call that was made without the exchange. */
  static log(form: LogCall, parties: CallParties, at: Date): CallRecord {
    const startedAt = new Date(form.startedAt);
    const endedAt = new Date(startedAt.getTime() + form.talkedSeconds * 1_000);
    if (endedAt > at) throw refuse.rule('call-record.in-future', '通话结束后才能登记，请核对开始时间和通话时长。');
    const talked = form.outcome === 'REACHED' ? form.talkedSeconds : 0;
    const call = CallRecord.between(parties, form.direction, startedAt, form);
    Object.assign(call, {
      state: 'LOGGED',
      answeredAt: form.outcome === 'REACHED' ? startedAt : null,
      ...{ endedAt, talkedSeconds: talked, outcome: form.outcome, summary: form.summary },
    });
    call.tell();
    return call;
  }

  /** Asks the exchange to call; it is dialled after the commit, once, under the id of the call. */
  static dial(parties: CallParties, matter: Matter, at: Date): CallRecord {
    const call = CallRecord.between(parties, 'OUT', at, matter);
    return Object.assign(call, { state: callRecordWorkflow.initial, exchangeCallId: call.id, nextDialAt: at });
  }

  /** Somebody calls on one of our lines. */
  static comesIn(exchangeCallId: string, parties: CallParties, at: Date): CallRecord {
    const call = CallRecord.between(parties, 'IN', at, {});
    return Object.assign(call, { state: 'RINGING', exchangeCallId });
  }

  private static between(parties: CallParties, direction: string, startedAt: Date, matter: Matter): CallRecord {
    const { id, formNo, projectId, staff, lineId, partyId, number } = parties;
    if ((matter.subjectKind === undefined) !== (matter.subjectId === undefined))
      throw refuse.invalid('call-record.subject-incomplete', 'subjectKind 和 subjectId 须同时填写，或都不填。');
    return Object.assign(new CallRecord(), {
      ...{ id, formNo, projectId, direction, lineId, partyId, startedAt },
      ...{ staffId: staff?.id ?? null, staffName: staff?.name ?? null },
      ...(number ?? { phoneSealed: null, phone: null, phoneIndex: null }),
      subjectKind: matter.subjectKind ?? null,
      subjectId: matter.subjectId ?? null,
      callListEntryId: matter.callListEntryId ?? null,
      callScriptId: matter.callScriptId ?? null,
      ...{ exchangeCallId: null, dialAttempts: 0, nextDialAt: null },
      ...{ answeredAt: null, endedAt: null, talkedSeconds: null, outcome: null, summary: null },
      ...{ notes: [], recorded: false },
    });
  }

  /** Before the exchange is asked: whoever asks meanwhile waits. False when it is too late to dial. */
  beginDialling(at: Date): boolean {
    if (this.state !== 'DIALLING' || at.getTime() - this.startedAt.getTime() > PATIENCE_MS) {
      this.giveUp();
      return false;
    }
    this.dialAttempts += 1;
    this.nextDialAt = new Date(at.getTime() + RETRY_MS);
    return true;
  }

  /** The exchange has taken the call. */
  isDialled(): void {
    this.nextDialAt = null;
  }

  /** The exchange says that this number cannot be dialled. */
  giveUp(): void {
    this.nextDialAt = null;
    if (callRecordWorkflow.can(this.state, 'fail')) this.state = callRecordWorkflow.move(this.state, 'fail');
  }

  /**
   * News of the exchange, perhaps twice or in another order: what is known already changes nothing, and an answer that is told after the
   * end still counts. True when the call has just ended without anybody having taken it.
   */
  hear(news: ReportCallEvent['news'], at: Date): boolean {
    this.nextDialAt = null;
    if (news === 'RINGING' && this.state === 'DIALLING') this.state = callRecordWorkflow.move(this.state, 'ring');
    if (news === 'FAILED') this.giveUp();
    if (news === 'ANSWERED' && this.answeredAt === null && this.state !== 'FAILED' && this.state !== 'LOGGED') {
      this.answeredAt = at;
      if (callRecordWorkflow.can(this.state, 'answer')) this.state = callRecordWorkflow.move(this.state, 'answer');
      else this.count();
    }
    if (news !== 'HUNG_UP' || !callRecordWorkflow.can(this.state, 'hangUp')) return false;
    this.state = callRecordWorkflow.move(this.state, 'hangUp');
    this.endedAt = at;
    this.count();
    return this.answeredAt === null && this.direction === 'IN';
  }

  note(text: string, by: string, at: Date): void {
    if (this.notes.length >= NOTES) throw refuse.rule('call-record.too-many-notes', '一次通话最多记 100 条。');
    this.notes = [...this.notes, { at: at.toISOString(), by, text }];
  }

  /** What was said; only now do others hear of the call. */
  writeUp(form: Omit<WriteUpCall, 'callId' | 'version'>): void {
    if (form.outcome === 'REACHED' && this.answeredAt === null)
      throw refuse.rule('call-record.not-answered', '该通话没有接通，请选择其他结果。');
    if ((form.subjectKind === undefined) !== (form.subjectId === undefined))
      throw refuse.invalid('call-record.subject-incomplete', 'subjectKind 和 subjectId 须同时填写，或都不填。');
    this.state = callRecordWorkflow.move(this.state, 'writeUp');
    this.outcome = form.outcome;
    this.summary = form.summary;
    this.partyId = form.partyId ?? this.partyId ?? null;
    if (form.subjectKind !== undefined) {
      this.subjectKind = form.subjectKind;
      this.subjectId = form.subjectId ?? null;
    }
    this.tell();
  }

  /** The recording is kept elsewhere; here stands only that there is one. */
  isRecorded(recorded: boolean): void {
    this.recorded = recorded;
  }

  private count(): void {
    const [from, to] = [this.answeredAt, this.endedAt];
    const seconds = from && to ? Math.round((to.getTime() - from.getTime()) / 1_000) : 0;
    this.talkedSeconds = Math.min(Math.max(seconds, 0), DAY_MS / 1_000);
    this.outcome = from ? 'REACHED' : 'NO_ANSWER';
  }

  private tell(): void {
    raise(this, CallLogged, {
      ...{ callId: this.id, projectId: this.projectId, staffId: this.staffId ?? '-', direction: this.direction },
      ...(this.partyId ? { partyId: this.partyId } : {}),
      outcome: this.outcome as Outcome,
      ...(this.subjectKind && this.subjectId ? { subjectKind: this.subjectKind, subjectId: this.subjectId } : {}),
      ...{ startedAt: this.startedAt.toISOString(), talkedSeconds: this.talkedSeconds ?? 0 },
    });
  }
}

CallRecordSchema.setClass(CallRecord);
