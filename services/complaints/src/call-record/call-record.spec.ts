import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { exchangeNews } from '@linli/contracts';
import { Refusal } from '@linli/kernel';
import { callbackWorkflow } from '../callback/callback.workflow.js';
import { callListEntryWorkflow } from '../call-list-entry/call-list-entry.js';
import { callListWorkflow } from '../call-list/call-list.js';
import { callScriptWorkflow } from '../call-script/call-script.workflow.js';
import { phoneTables } from '../migrations/030-phone.js';
import { phoneBookEntryWorkflow } from '../phone-book-entry/phone-book-entry.js';
import { phoneLineWorkflow } from '../phone-line/phone-line.workflow.js';
import { CallRecord, type CallParties } from './call-record.js';
import { callRecordWorkflow } from './call-record.workflow.js';

const start = new Date('2026-05-11T10:00:00+08:00');
const after = (seconds: number) => new Date(start.getTime() + seconds * 1_000);
const parties: CallParties = {
  ...{ id: '019a0000-0000-7000-8000-000000000001', formNo: 'DH-2026-000001', projectId: 'binjiang' },
  ...{ staff: { id: 'agent', name: '秦岚' }, lineId: null, partyId: null },
  number: { phoneSealed: 's', phone: '138****1234', phoneIndex: 'i' },
};
const codeOf = (attempt: () => unknown): string => {
  try {
    attempt();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 'carried out';
};

describe('A call', () => {
  test.each([
    callRecordWorkflow,
    callbackWorkflow,
    callListWorkflow,
    callListEntryWorkflow,
    callScriptWorkflow,
    phoneLineWorkflow,
    phoneBookEntryWorkflow,
  ])('the states of $name are those that the database takes', (workflow) => {
    expect(phoneTables.sql).toContain(`check (${workflow.check('state')})`);
  });

  test('whatever comes twice or in another order, a call that was answered and ended was talked as long as that [REQ-175]', () => {
    const news = fc.constantFrom(...exchangeNews.filter((kind) => kind !== 'FAILED'));
    fc.assert(
      fc.property(fc.array(news, { maxLength: 12 }), (told) => {
        const call = CallRecord.dial(parties, {}, start);
        for (const kind of told) call.hear(kind, after({ RINGING: 2, ANSWERED: 5, HUNG_UP: 65, FAILED: 3 }[kind]));
        const [answered, ended] = [told.includes('ANSWERED'), told.includes('HUNG_UP')];
        expect(call.state).toBe(
          ended ? 'ENDED' : answered ? 'TALKING' : told.includes('RINGING') ? 'RINGING' : 'DIALLING',
        );
        expect(call.talkedSeconds).toBe(ended ? (answered ? 60 : 0) : null);
        expect(call.outcome).toBe(ended ? (answered ? 'REACHED' : 'NO_ANSWER') : null);
      }),
      { numRuns: 300 },
    );
  });

  test('is not dialled any more when a minute has passed since the click', () => {
    expect(CallRecord.dial(parties, {}, start).beginDialling(after(60))).toBe(true);
    const late = CallRecord.dial(parties, {}, start);
    expect([late.beginDialling(after(61)), late.state]).toEqual([false, 'FAILED']);
  });

  test('that nobody answered cannot be written up as reached', () => {
    const call = CallRecord.dial(parties, {}, start);
    call.hear('HUNG_UP', after(30));
    expect(codeOf(() => call.writeUp({ outcome: 'REACHED', summary: '已告知' }))).toBe('call-record.not-answered');
    call.writeUp({ outcome: 'NO_ANSWER', summary: '无人接听' });
    expect(call.state).toBe('LOGGED');
  });

  test('that is entered afterwards must be over', () => {
    const form = {
      projectId: 'binjiang',
      direction: 'OUT',
      startedAt: start.toISOString(),
      outcome: 'REACHED',
      summary: '好',
    };
    expect(codeOf(() => CallRecord.log({ ...form, talkedSeconds: 60 }, parties, after(59)))).toBe(
      'call-record.in-future',
    );
    expect(CallRecord.log({ ...form, talkedSeconds: 60 }, parties, after(60)).state).toBe('LOGGED');
  });
});
