import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AttachRecording,
  CallLogged,
  DialCall,
  EnterInPhoneBook,
  FindCallbacks,
  FindCalls,
  GetCall,
  LogCall,
  NoteOnCall,
  ReportCallEvent,
  RevealRecording,
  WriteUpCall,
} from '@linli/contracts';
import { colleague, eventually, stranger, type ServiceUnderTest } from '@linli/testing';
import { Exchange } from '../telephony/exchange.js';
import { LocalExchange } from '../telephony/local-exchange.js';
import {
  CallDesk,
  colleague2,
  consultant,
  elsewhere,
  exchange,
  handler,
  lead,
  manager,
  projectId,
  incoming,
  fresh,
} from '../test/call-desk.js';

describe('A call with a customer', () => {
  let dept: ServiceUnderTest;
  let instant: CallDesk['instant'];
  let lineOf: CallDesk['lineOf'];
  let complaintOf: CallDesk['complaintOf'];
  let logged: CallDesk['logged'];
  let tell: CallDesk['tell'];
  beforeAll(async () => {
    const desk = await CallDesk.open();
    ({ dept, instant, lineOf, complaintOf, logged, tell } = desk);
  }, 60_000);
  afterAll(() => dept.stop());

  test('a call is entered once, finds its customer by the number, and others are told by ids alone [REQ-175]', async () => {
    const complaint = await complaintOf('13800001234');
    const call = await logged({ subjectKind: 'COMPLAINT', subjectId: complaint.id });
    expect(call).toMatchObject({
      state: 'LOGGED',
      phone: '138****1234',
      partyId: complaint.partyId,
      staffId: handler.id,
    });
    expect(await dept.ask(handler, GetCall, { callId: call.id })).toEqual(call);
    expect((await dept.ask(handler, FindCalls, { subjectId: complaint.id })).items).toEqual([call]);
    const told = (await dept.published(CallLogged)).find(({ callId }) => callId === call.id);
    expect(told).toEqual({
      ...{ callId: call.id, projectId, partyId: complaint.partyId, staffId: handler.id, direction: 'OUT' },
      ...{ outcome: 'REACHED', subjectKind: 'COMPLAINT', subjectId: complaint.id },
      ...{ startedAt: call.startedAt, talkedSeconds: 120 },
    });
  });

  test('a call is refused to the wrong role, project, case or time, and others than the desk see their own [REQ-175]', async () => {
    const sales = await logged({ phone: '13800009999' }, consultant);
    const desk = await logged();
    expect((await dept.ask(consultant, FindCalls, {})).items).toEqual([sales]);
    expect((await dept.ask(consultant, FindCalls, { staffId: handler.id })).items).toEqual([]);
    expect(await dept.refusal(consultant, GetCall, { callId: desk.id })).toMatchObject({ kind: 'not-found' });
    expect(await dept.ask(handler, GetCall, { callId: sales.id })).toEqual(sales);
    expect(await dept.refusal(elsewhere, GetCall, { callId: desk.id })).toMatchObject({ kind: 'not-found' });
    expect((await dept.ask(elsewhere, FindCalls, {})).items).toEqual([]);
    const form = {
      projectId,
      direction: 'OUT',
      startedAt: instant(-60),
      talkedSeconds: 1,
      outcome: 'REACHED',
      summary: '好',
    };
    expect(await dept.refusal(colleague('CASHIER'), LogCall, form)).toMatchObject({ kind: 'forbidden' });
    expect(await dept.refusal(elsewhere, LogCall, form)).toMatchObject({ kind: 'not-found' });
    const subjectId = desk.id;
    expect(await dept.refusal(handler, LogCall, { ...form, subjectKind: 'COMPLAINT', subjectId })).toMatchObject({
      code: 'complaint.not-found',
    });
    expect(await dept.refusal(handler, LogCall, { ...form, subjectId })).toMatchObject({
      code: 'call-record.subject-incomplete',
    });
    expect(await dept.refusal(handler, LogCall, { ...form, startedAt: instant(3_600) })).toMatchObject({
      code: 'call-record.in-future',
    });
    const first = await dept.ask(handler, FindCalls, { limit: 1 });
    const second = await dept.ask(handler, FindCalls, { limit: 1, cursor: first.next! });
    expect(second.items[0]?.id).not.toBe(first.items[0]?.id);
  });

  test('a click dials: the number goes to the exchange alone, and that it was read stands in the log [REQ-179]', async () => {
    const line = await lineOf();
    const complaint = await complaintOf('13700001111');
    const dialled: object[] = [];
    const port = dept.service.app.get(Exchange);
    port.dial = (dialling) => Promise.resolve(void dialled.push(dialling));
    const whom = { projectId, lineId: line.id, subjectKind: 'COMPLAINT', subjectId: complaint.id };
    const call = await dept.ask(handler, DialCall, { ...whom, partyId: complaint.partyId });
    expect(call).toMatchObject({
      state: 'DIALLING',
      direction: 'OUT',
      phone: '137****1111',
      partyId: complaint.partyId,
    });
    await eventually(() => dialled.length > 0, 'the exchange was never asked');
    expect(dialled).toEqual([{ exchangeCallId: call.id, from: line.number, to: '+8613700001111' }]);
    const read = await dept.rows('select purpose, fields from read_log where actor_id = ? and subject_id = ?', [
      handler.id,
      complaint.partyId,
    ]);
    expect(read).toEqual([{ purpose: 'dial', fields: ['phone'] }]);
    await tell(call.id, 'RINGING', 2);
    await tell(call.id, 'ANSWERED', 5);
    await tell(call.id, 'ANSWERED', 5);
    const over = await tell(call.id, 'HUNG_UP', 65);
    expect(over).toMatchObject({ state: 'ENDED', outcome: 'REACHED', allowed: ['note', 'writeUp'] });
    expect((await dept.published(CallLogged)).some(({ callId }) => callId === call.id)).toBe(false);
    const summary = '约定周五上门';
    const written = await dept.ask(handler, WriteUpCall, { ...fresh(over), outcome: 'REACHED', summary });
    expect(written).toMatchObject({ state: 'LOGGED', summary, subjectId: complaint.id });
    await dept.quiet();
    expect((await dept.published(CallLogged)).some(({ callId }) => callId === call.id)).toBe(true);
    port.dial = LocalExchange.prototype.dial;
  });

  test('news of one call that come in the same moment are all heard, none is refused [REQ-179]', async () => {
    const line = await lineOf();
    for (let n = 0; n < 5; n++) {
      const call = await dept.ask(handler, DialCall, { projectId, lineId: line.id, phone: `1370000222${n}` });
      await Promise.all([tell(call.id, 'RINGING', 1), tell(call.id, 'ANSWERED', 2), tell(call.id, 'ANSWERED', 2)]);
      expect(await dept.ask(handler, GetCall, { callId: call.id })).toMatchObject({ state: 'TALKING' });
    }
  });

  test('news that the exchange repeats under their key are answered again, and change nothing [REQ-179]', async () => {
    const line = await lineOf();
    const call = await dept.ask(handler, DialCall, { projectId, lineId: line.id, phone: '13700003333' });
    const news = { exchangeCallId: call.id, news: 'ANSWERED', at: instant(3) };
    const told = await dept.ask(exchange, ReportCallEvent, news, { key: `news-${call.id}` });
    expect(await dept.ask(exchange, ReportCallEvent, news, { key: `news-${call.id}` })).toEqual(told);
  });

  test('only the holder dials from a line, one number at a time [REQ-174] [REQ-179]', async () => {
    const line = await lineOf();
    const whom = { projectId, lineId: line.id, phone: '13800001234' };
    expect(await dept.refusal(colleague2, DialCall, whom)).toMatchObject({ code: 'phone-line.not-held' });
    expect(await dept.refusal(manager, DialCall, whom)).toMatchObject({ kind: 'forbidden' });
    expect(await dept.refusal(handler, DialCall, { ...whom, partyId: line.id })).toMatchObject({
      code: 'call-record.whom-to-dial',
    });
    expect(await dept.refusal(handler, DialCall, { projectId, lineId: line.id })).toMatchObject({
      code: 'call-record.whom-to-dial',
    });
    expect(await dept.refusal(handler, DialCall, { projectId, lineId: line.id, partyId: line.id })).toMatchObject({
      kind: 'not-found',
    });
    const entry = await dept.ask(handler, EnterInPhoneBook, { kind: 'SUPPLIER', name: '李雷', phone: '13655556666' });
    const call = await dept.ask(handler, DialCall, { projectId, lineId: line.id, phoneBookEntryId: entry.id });
    expect(call.phone).toBe('136****6666');
    await eventually(
      async () =>
        (await dept.rows('select 1 from call_record where id = ? and next_dial_at is null', [call.id])).length === 1,
      'the local exchange did not take the call',
    );
  });

  test('a caller is known by his number, and a missed call owes him one within half an hour of working time [REQ-175]', async () => {
    const line = await lineOf();
    const complaint = await complaintOf('13500002222');
    const rang = await tell('pbx-1', 'RINGING', -20, incoming(line, '13500002222'));
    expect(rang).toMatchObject({ direction: 'IN', state: 'RINGING', partyId: complaint.partyId, staffId: handler.id });
    await tell('pbx-1', 'HUNG_UP', -5);
    await tell('pbx-1', 'HUNG_UP', -5);
    await tell('pbx-2', 'RINGING', -4, incoming(line, '13500002222'));
    await tell('pbx-2', 'HUNG_UP', -3);
    const { items } = await dept.ask(handler, FindCallbacks, { projectId, state: 'PLANNED' });
    const mine = items.filter(({ partyId }) => partyId === complaint.partyId);
    expect(mine).toMatchObject([{ reason: 'MISSED_CALL', callId: rang.id, assigneeId: handler.id }]);
    const owed = Date.parse(mine[0]!.dueAt) - Date.parse(instant(0));
    expect([owed >= 1_800_000, owed < 1_860_000]).toEqual([true, true]);
    await tell('pbx-3', 'RINGING', -2, { lineNumber: line.number, callerNumber: '匿名' });
    expect(await tell('pbx-3', 'HUNG_UP', -1)).not.toHaveProperty('phone');
    expect(
      await dept.refusal(exchange, ReportCallEvent, { exchangeCallId: 'x', news: 'RINGING', at: instant(0) }),
    ).toMatchObject({
      code: 'call-record.line-unknown',
    });
    expect(
      await dept.refusal(handler, ReportCallEvent, { exchangeCallId: 'x', news: 'RINGING', at: instant(0) }),
    ).toMatchObject({
      kind: 'forbidden',
    });
  });

  test('notes are added to a call and none is lost [REQ-177]', async () => {
    const call = await logged();
    const first = await dept.ask(handler, NoteOnCall, { ...fresh(call), text: '客户提到停车位' });
    const second = await dept.ask(lead, NoteOnCall, { ...fresh(first), text: '请工程部跟进' });
    expect(second.notes).toMatchObject([{ by: handler.name, text: '客户提到停车位' }, { by: lead.name }]);
    expect(await dept.refusal(handler, NoteOnCall, { ...fresh(call), text: '旧' })).toMatchObject({ kind: 'stale' });
    expect(await dept.refusal(consultant, NoteOnCall, { ...fresh(second), text: '别人的' })).toMatchObject({
      kind: 'not-found',
    });
  });

  test('a recording is heard by two roles for a purpose, and erased when its time is over [REQ-177]', async () => {
    const call = await logged();
    const file = { reference: '2026/11/25/a1.wav', seconds: 118, announced: true };
    expect(await dept.refusal(exchange, AttachRecording, { ...fresh(call), ...file, announced: false })).toMatchObject({
      code: 'call-recording.not-announced',
    });
    const kept = await dept.ask(exchange, AttachRecording, { ...fresh(call), ...file });
    expect(kept.recorded).toBe(true);
    expect(JSON.stringify(kept)).not.toContain(file.reference);
    const asked = { ...fresh(kept), purpose: '客户质疑承诺内容' };
    expect(await dept.refusal(handler, RevealRecording, asked)).toMatchObject({ kind: 'forbidden' });
    expect(await dept.refusal(stranger('CS_SUPERVISOR'), RevealRecording, asked)).toMatchObject({ kind: 'not-found' });
    expect(await dept.refusal(lead, RevealRecording, { ...asked, purpose: '看' })).toMatchObject({ kind: 'invalid' });
    const revealed = await dept.ask(lead, RevealRecording, asked);
    expect(revealed).toMatchObject({ reference: file.reference, seconds: 118, keptUntil: '2027-05-24' });
    const log = await dept.rows(`select actor_id, purpose from read_log where subject_type = 'call-recording'`);
    expect(log).toEqual([{ actor_id: lead.id, purpose: asked.purpose }]);
    const erased: string[] = [];
    dept.service.app.get(Exchange).erase = (reference) => Promise.resolve(void erased.push(reference));
    await dept.rows(`update clock set due_at = app_now() where rule = 'call-recording.retention' and subject_id = ?`, [
      revealed.id,
    ]);
    await dept.travel('0 seconds');
    await eventually(() => erased.length > 0, 'the exchange was not told to erase the recording');
    expect(erased).toEqual([file.reference]);
    const gone = await dept.ask(lead, GetCall, { callId: call.id });
    expect(gone.recorded).toBe(false);
    expect(await dept.refusal(lead, RevealRecording, { ...fresh(gone), purpose: asked.purpose })).toMatchObject({
      code: 'call-recording.erased',
    });
    const [told] = await dept.rows<{ found: boolean }>(
      `select bool_or(payload::text like '%a1.wav%') as found from outbox`,
    );
    expect(told?.found).toBe(false);
  });
});
