import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AssignCallList,
  CancelCallback,
  CloseCallList,
  DialNextOfCallList,
  FindCallbacks,
  FindCallListEntries,
  FindCallLists,
  FulfilCallback,
  GetCallback,
  GetCallList,
  GetCallListEntry,
  GetCallStatistics,
  LogCall,
  OpenCallList,
  OpenPhoneLine,
  PlanCallback,
  RescheduleCallback,
  SkipCallListEntry,
  WriteUpCall,
  type CallView,
} from '@linli/contracts';
import { colleague, eventually, stranger, type ServiceUnderTest } from '@linli/testing';
import { CallDesk, colleague2, consultant, elsewhere, handler, lead, fresh } from '../test/call-desk.js';

describe('Lists, call-backs and statistics of calls', () => {
  let dept: ServiceUnderTest;
  let instant: CallDesk['instant'];
  let lineOf: CallDesk['lineOf'];
  let complaintOf: CallDesk['complaintOf'];
  let logged: CallDesk['logged'];
  let tell: CallDesk['tell'];
  beforeAll(async () => {
    const desk = await CallDesk.open();
    await desk.dept.knows('listed', 'counted');
    ({ dept, instant, lineOf, complaintOf, logged, tell } = desk);
  }, 60_000);
  afterAll(() => dept.stop());

  test('a list is drawn from cases, given out, dialled one by one and never twice at once [REQ-173] [REQ-174] [REQ-179]', async () => {
    const listed = 'listed';
    const cases = [];
    for (const phone of ['13311110001', '13311110002', '13311110003'])
      cases.push(await complaintOf(phone, { projectId: listed, urgency: 'URGENT' }));
    await complaintOf('13311110004', { projectId: listed });
    const draw = { projectId: listed, title: '紧急投诉回访', fromCases: true, urgency: 'URGENT' };
    expect(await dept.refusal(handler, OpenCallList, draw)).toMatchObject({ kind: 'forbidden' });
    expect(await dept.refusal(stranger('CS_SUPERVISOR'), OpenCallList, draw)).toMatchObject({ kind: 'not-found' });
    const list = await dept.ask(lead, OpenCallList, draw);
    expect(list).toMatchObject({ state: 'OPEN', entries: 3, reached: 0, skipped: 0 });
    const callListId = list.id;
    expect(await dept.ask(handler, GetCallList, { callListId })).toEqual(list);
    expect((await dept.ask(handler, FindCallLists, { projectId: listed })).items).toEqual([list]);
    expect((await dept.ask(elsewhere, FindCallLists, {})).items).toEqual([]);
    const { items } = await dept.ask(handler, FindCallListEntries, { callListId });
    expect(items.map(({ complaintNo }) => complaintNo).sort()).toEqual(cases.map(({ formNo }) => formNo).sort());
    expect(items[0]).toMatchObject({ customerName: '王*', phone: expect.stringMatching(/^133\*{4}/) });
    expect((await dept.ask(elsewhere, FindCallListEntries, { callListId })).items).toEqual([]);
    const to = { staffId: handler.id, staffName: handler.name };
    const half = await dept.ask(lead, AssignCallList, { callListId, version: list.version, ...to, count: 2 });
    const line = await lineOf();
    const dial = { callListId, version: half.version, lineId: line.id };
    const calls = await Promise.all([
      dept.ask(handler, DialNextOfCallList, dial),
      dept.ask(handler, DialNextOfCallList, dial),
    ]);
    expect(new Set(calls.map(({ callListEntryId }) => callListEntryId)).size).toBe(2);
    expect(calls[0]).toMatchObject({ subjectKind: 'COMPLAINT', state: 'DIALLING' });
    expect(await dept.refusal(handler, DialNextOfCallList, dial)).toMatchObject({ code: 'call-list.nobody-left' });
    expect(await dept.refusal(colleague2, DialNextOfCallList, dial)).toMatchObject({ code: 'phone-line.not-held' });
    await tell(calls[0].id, 'ANSWERED', 1);
    const over: CallView = await tell(calls[0].id, 'HUNG_UP', 61);
    await dept.ask(handler, WriteUpCall, { ...fresh(over), outcome: 'REACHED', summary: '已回访' });
    const called = await dept.ask(handler, GetCallListEntry, { callListEntryId: over.callListEntryId ?? '' });
    expect(called).toMatchObject({
      state: 'REACHED',
      attempts: 1,
      lastOutcome: 'REACHED',
      lastCallId: over.id,
      allowed: [],
    });
    const left = (await dept.ask(handler, FindCallListEntries, { callListId, state: 'OPEN' })).items;
    const skipped = left.find(({ assigneeId }) => assigneeId === undefined)!;
    const skip = { callListEntryId: skipped.id, version: skipped.version, reason: '已在现场沟通' };
    expect(await dept.refusal(handler, SkipCallListEntry, skip)).toMatchObject({ code: 'call-list-entry.not-yours' });
    expect(await dept.ask(lead, SkipCallListEntry, skip)).toMatchObject({
      state: 'SKIPPED',
      complaintNo: skipped.complaintNo,
    });
    const [mine] = left.filter(({ id }) => id !== skipped.id);
    const logOfAnother = { callListEntryId: mine!.id, projectId: listed, phone: '13311110002' };
    expect(
      await dept.refusal(colleague2, LogCall, {
        ...{
          direction: 'OUT',
          startedAt: instant(-60),
          talkedSeconds: 1,
          outcome: 'REACHED',
          summary: '好',
          ...logOfAnother,
        },
      }),
    ).toMatchObject({ code: 'call-list-entry.assigned-to-another' });
    const closed = await dept.ask(lead, CloseCallList, { callListId, version: half.version });
    expect(closed).toMatchObject({ state: 'CLOSED', entries: 3, reached: 1, skipped: 1, allowed: [] });
    expect(await dept.refusal(handler, DialNextOfCallList, { ...dial, version: closed.version })).toMatchObject({
      code: 'call-list.closed',
    });
  });

  test('a call-back reminds at its time, climbs the chain when nobody calls, and is kept by a call that reached the customer [REQ-175]', async () => {
    const call = await logged({ outcome: 'NO_ANSWER', talkedSeconds: 0, phone: '13400003333' });
    const promise = { callId: call.id, dueAt: instant(3_600) };
    expect(await dept.refusal(handler, PlanCallback, { ...promise, dueAt: instant(-1) })).toMatchObject({
      code: 'callback.in-past',
    });
    const planned = await dept.ask(handler, PlanCallback, { ...promise, remark: '晚些再打' });
    expect(planned).toMatchObject({ state: 'PLANNED', reason: 'NOT_REACHED', assigneeId: handler.id });
    expect(await dept.refusal(handler, PlanCallback, promise)).toMatchObject({ code: 'callback.promised-already' });
    const callbackId = planned.id;
    const moved = await dept.ask(handler, RescheduleCallback, {
      ...{ callbackId, version: planned.version, dueAt: instant(1_800) },
      ...{ assigneeId: consultant.id, assigneeName: consultant.name },
    });
    expect(moved).toMatchObject({ moved: 1, assigneeId: consultant.id });
    expect((await dept.ask(consultant, FindCallbacks, {})).items).toEqual([moved]);
    expect(await dept.ask(consultant, GetCallback, { callbackId })).toEqual(moved);
    expect((await dept.ask(colleague('DUTY_STAFF'), FindCallbacks, {})).items).toEqual([]);
    expect(await dept.refusal(colleague('DUTY_STAFF'), GetCallback, { callbackId })).toMatchObject({
      kind: 'not-found',
    });
    expect(await dept.refusal(elsewhere, GetCallback, { callbackId })).toMatchObject({ kind: 'not-found' });
    await dept.travel('31 minutes');
    const due = await eventually(async () => {
      const seen = await dept.ask(handler, GetCallback, { callbackId });
      return seen.state === 'DUE' ? seen : undefined;
    }, 'the call-back never fell due');
    expect(due).not.toHaveProperty('escalatedTo');
    await dept.travel('61 minutes');
    const late = await eventually(async () => {
      const seen = await dept.ask(handler, GetCallback, { callbackId });
      return seen.escalatedTo ? seen : undefined;
    }, 'nobody was told that the call-back is late');
    expect(late.escalatedTo).toBe('CS_SUPERVISOR');
    const failed = await logged({ outcome: 'BUSY', talkedSeconds: 0, phone: '13400003333' });
    const fulfil = { callbackId, version: late.version };
    expect(await dept.refusal(handler, FulfilCallback, { ...fulfil, callId: failed.id })).toMatchObject({
      code: 'callback.not-reached',
    });
    const other = await logged({ phone: '13400004444' });
    expect(await dept.refusal(handler, FulfilCallback, { ...fulfil, callId: other.id })).toMatchObject({
      code: 'callback.another-customer',
    });
    expect(await dept.refusal(handler, FulfilCallback, { ...fulfil, callId: call.id })).toMatchObject({
      code: 'callback.another-call',
    });
    const kept = await logged({ phone: '134 0000 3333' });
    expect(await dept.ask(handler, FulfilCallback, { ...fulfil, callId: kept.id })).toMatchObject({
      ...{ state: 'DONE', doneByCallId: kept.id, allowed: [] },
    });
    const open = await dept.rows(
      'select 1 from clock where subject_id = ? and fired_at is null and cancelled_at is null and settled_at is null',
      [callbackId],
    );
    expect(open).toEqual([]);
  });

  test('a call-back that is taken back reminds nobody [REQ-175]', async () => {
    const call = await logged({ phone: '13400005555' });
    const planned = await dept.ask(handler, PlanCallback, { callId: call.id, dueAt: instant(86_400) });
    const sent = { callbackId: planned.id, version: planned.version, reason: '客户已来访' };
    expect(await dept.refusal(consultant, CancelCallback, sent)).toMatchObject({ kind: 'forbidden' });
    expect(await dept.ask(handler, CancelCallback, sent)).toMatchObject({ state: 'CANCELLED', allowed: [] });
    await dept.travel('2 days');
    const fired = await dept.rows('select 1 from clock where subject_id = ? and fired_at is not null', [planned.id]);
    expect(fired).toEqual([]);
  });

  test('the statistics count calls by person, line, day, outcome and subject, and the call-backs kept in time [REQ-178]', async () => {
    const counted = 'counted';
    const [day] = await dept.rows<{ day: string; noon: string }>(
      `select to_char(app_now() at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, (app_now() - interval '1 hour')::text as noon`,
    );
    const startedAt = new Date(day!.noon).toISOString();
    const line = await dept.ask(lead, OpenPhoneLine, {
      projectId: counted,
      kind: 'DIRECT',
      number: '0571-66660001',
      title: '回访',
    });
    const one = { projectId: counted, startedAt, lineId: line.id };
    await logged({ ...one, talkedSeconds: 100 });
    await logged({ ...one, talkedSeconds: 200 }, lead);
    await logged({ ...one, outcome: 'NO_ANSWER', talkedSeconds: 0 });
    await logged({ ...one, direction: 'IN', outcome: 'NO_ANSWER', talkedSeconds: 0 });
    const from = day!.day;
    const asked = { from, to: from, projectId: counted };
    const byStaff = await dept.ask(lead, GetCallStatistics, { ...asked, by: 'STAFF' });
    expect(byStaff.total).toMatchObject({ calls: 4, reached: 2, missed: 1, talkedSeconds: 300, averageSeconds: 150 });
    expect(byStaff.groups).toEqual([
      {
        key: handler.id,
        title: handler.name,
        calls: 3,
        reached: 1,
        missed: 1,
        talkedSeconds: 100,
        averageSeconds: 100,
      },
      { key: lead.id, title: lead.name, calls: 1, reached: 1, missed: 0, talkedSeconds: 200, averageSeconds: 200 },
    ]);
    for (const [by, keys] of [
      ['LINE', [line.id]],
      ['DAY', [from]],
      ['OUTCOME', ['NO_ANSWER', 'REACHED']],
      ['DIRECTION', ['IN', 'OUT']],
      ['SUBJECT', ['-']],
    ] as const) {
      const { groups } = await dept.ask(lead, GetCallStatistics, { ...asked, by });
      expect(groups.map(({ key }) => key)).toEqual(keys);
    }
    const outside = await dept.ask(stranger('CS_SUPERVISOR'), GetCallStatistics, { from, to: from, by: 'DAY' });
    expect(outside).toMatchObject({ groups: [], total: { calls: 0 } });
    expect(await dept.refusal(consultant, GetCallStatistics, { ...asked, by: 'DAY' })).toMatchObject({
      kind: 'forbidden',
    });
    for (const period of [
      { from, to: '2026-01-01' },
      { from: '2025-01-01', to: '2026-01-02' },
    ])
      expect(await dept.refusal(lead, GetCallStatistics, { ...period, by: 'DAY' })).toMatchObject({
        code: 'call-record.period',
      });
    await dept.ask(lead, GetCallStatistics, { from: '2025-01-01', to: '2026-01-01', by: 'DAY' });
  });
});
