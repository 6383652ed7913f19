import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AcknowledgeComplaint,
  AnswerComplaint,
  AssignComplaint,
  CloseComplaint,
  ComplaintEscalated,
  ConvertToDispute,
  DisposeOfComplaint,
  ExplainDelay,
  FeedBackToCustomer,
  FindComplaints,
  FindDisputes,
  FindHandlerAbsences,
  FindHandlerLoads,
  GetComplaint,
  PassDisposalCheck,
  RecordHandlerAbsence,
  RegisterComplaint,
  ReopenComplaint,
  ResumeComplaint,
  TakeUpComplaint,
  WaitForCustomer,
  WithdrawComplaint,
  type CommandClass,
  type ComplaintView,
} from '@linli/contracts';
import { dayOf, plusDays } from '@linli/kernel';
import { colleague, eventually, ServiceUnderTest, stranger } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { complaints } from '../service.js';

const handler = colleague('COMPLAINT_HANDLER');
const supervisor = colleague('CS_SUPERVISOR');
const form = {
  ...{ projectId: 'binjiang', channel: 'HOTLINE', source: 'DIRECT', customerName: '王芳', phone: '138 0000 1234' },
  ...{ customerKind: 'OWNER', room: '3-1-1201', category: 'QUALITY', urgency: 'NORMAL', content: '卫生间渗水' },
  dueOn: '2026-12-01',
};

interface ClockRow {
  rule: string;
  level: number;
  cycle: string;
  due: string;
  settled: boolean;
  cancelled: boolean;
  fired: boolean;
}

describe('The desk of the cases', () => {
  let dept: ServiceUnderTest;
  beforeAll(async () => {
    dept = await ServiceUnderTest.start(AppModule, complaints);
    await dept.knows('again', 'late', 'lines', 'loads', 'worklist');
    // Wednesday, 25 November 2026, ten past nine in Shanghai: clocks of this spec are counted from there.
    await dept.rows(`update app_clock set ahead = '2026-11-25T01:10:00Z'::timestamptz - clock_timestamp()`);
  }, 60_000);
  afterAll(() => dept.stop());

  const register = (more: object = {}) => dept.ask(handler, RegisterComplaint, { ...form, ...more });
  const seen = (complaintId: string) => dept.ask(handler, GetComplaint, { complaintId });
  /** One step by this colleague on the case as it stands now. */
  async function step(command: CommandClass, id: string, body: object = {}, by = handler): Promise<ComplaintView> {
    const { version } = await seen(id);
    const answer = await dept.send(by, command, { ...body, complaintId: id, version });
    return JSON.parse(Buffer.from(answer.body).toString()) as ComplaintView;
  }
  /** Of the work on the case itself: whether its quality is checked as well is drawn by lot. */
  const clocksOf = (id: string) =>
    dept.rows<ClockRow>(
      `select rule, level, cycle, to_char(due_at at time zone 'Asia/Shanghai', 'MM-DD HH24:MI') as due, settled_at is not null as settled,
         cancelled_at is not null as cancelled, fired_at is not null as fired
       from clock_planned where subject_id = ? and rule not in ('complaint.start', 'quality-check.due') order by rule, level, cycle`,
      [id],
    );
  const planned = (id: string, many = 12) =>
    eventually(async () => {
      const clocks = await clocksOf(id);
      return clocks.length === many ? clocks : undefined;
    }, 'the clocks of the case were not planned');

  test('a new case has three clocks with three levels each, counted around the lunch break [REQ-154] [REQ-163]', async () => {
    const clocks = await planned((await register()).id);
    const due = (rule: string) => clocks.filter((each) => each.rule === rule).map((each) => each.due.slice(0, 9));
    // 09:1x and two working hours: 11:1x; two more: over lunch to 14:4x; then 16:4x.
    expect(due('complaint.acknowledge')).toEqual(['11-25 11:', '11-25 14:', '11-25 16:', '11-26 09:']);
    expect(due('complaint.first-answer')[0]).toBe('11-26 09:');
    expect(due('complaint.resolve')[0]).toBe('12-09 09:');
  });

  test('each kind of case has its own times', async () => {
    const clocks = await planned((await register({ kind: 'REPAIR' })).id);
    expect(new Set(clocks.map(({ rule }) => rule))).toEqual(
      new Set(['repair.acknowledge', 'repair.first-answer', 'repair.resolve']),
    );
    expect(clocks.find(({ rule, level }) => rule === 'repair.resolve' && level === 0)?.due).toMatch(/^12-02 09:/);
  });

  test('a duty that is done ends its clock; what was done before the clocks were planned gets none', async () => {
    const { id } = await register({ kind: 'REPAIR' });
    await planned(id);
    await step(AcknowledgeComplaint, id, { how: 'PHONE' });
    await step(TakeUpComplaint, id, { arrangement: '明日上午上门' });
    const settled = (await clocksOf(id)).filter((each) => each.settled).map(({ rule }) => rule);
    expect(new Set(settled)).toEqual(new Set(['repair.acknowledge', 'repair.first-answer']));
  });

  test('the clocks stand still while the customer is waited for, and every pause can be read', async () => {
    const { id } = await register();
    const before = await planned(id);
    await step(WaitForCustomer, id, { reason: '等客户寄来合同' });
    await dept.rows(`update app_clock set ahead = ahead + interval '60 minutes'`);
    expect((await seen(id)).waiting).toBe(true);
    await step(ResumeComplaint, id);
    const pauses = await dept.rows<{ rule: string; reason: string }>(
      'select rule, reason from clock_pause where subject_id = ? and resumed_at is not null order by rule',
      [id],
    );
    expect(pauses.map(({ rule }) => rule)).toEqual([
      ...['complaint.acknowledge', 'complaint.first-answer', 'complaint.resolve'],
    ]);
    const due = (clocks: ClockRow[]) => clocks.find(({ rule }) => rule === 'complaint.acknowledge')?.due ?? '';
    expect([due(before).slice(0, 8), due(await clocksOf(id)).slice(0, 8)]).toEqual(['11-25 11', '11-25 13']);
    await dept.rows(`update app_clock set ahead = ahead - interval '60 minutes'`);
  });

  test('is taken by who is there: an absent colleague is given nothing, loads are counted per person [REQ-162]', async () => {
    const today = dayOf(new Date('2026-11-25T01:10:00Z'));
    const away = { colleagueId: 'han', colleague: '韩梅', fromOn: today, untilOn: today, reason: '年假' };
    await dept.ask(supervisor, RecordHandlerAbsence, away);
    expect(await dept.refusal(handler, RecordHandlerAbsence, away)).toMatchObject({ kind: 'forbidden' });
    expect(
      await dept.refusal(supervisor, RecordHandlerAbsence, { ...away, untilOn: plusDays(today, -1) }),
    ).toMatchObject({ code: 'handler-absence.ends-before-it-begins' });
    const { id, version } = await register({ projectId: 'loads' });
    const call = { complaintId: id, version, assigneeId: 'han', assignee: '韩梅' };
    expect(await dept.refusal(supervisor, AssignComplaint, call)).toMatchObject({
      code: 'complaint.assignee-absent',
      details: { untilOn: today },
    });
    await step(AssignComplaint, id, { assigneeId: 'li', assignee: '李雷' }, supervisor);
    await register({ projectId: 'loads' });
    expect(await dept.ask(supervisor, FindHandlerLoads, { projectId: 'loads' })).toEqual({
      loads: [
        { assigneeId: 'li', assignee: '李雷', openCases: 1, lateCases: 0, waitingCases: 0, absent: false },
        { openCases: 1, lateCases: 0, waitingCases: 0, absent: false },
      ],
    });
    expect(await dept.ask(stranger('CS_SUPERVISOR'), FindHandlerLoads, {})).toEqual({ loads: [] });
    expect((await dept.ask(handler, FindHandlerAbsences, { on: today })).items).toMatchObject([{ colleague: '韩梅' }]);
    expect((await dept.ask(handler, FindHandlerAbsences, { on: plusDays(today, 1) })).items).toEqual([]);
    const mine = await dept.ask(handler, FindComplaints, { assigneeId: 'li' });
    expect(mine.items.map((each) => each.id)).toEqual([id]);
    await step(WithdrawComplaint, id, { reason: '客户自行解决' });
    const all = await dept.ask(handler, FindComplaints, { assigneeId: 'li' });
    expect(all.items).toMatchObject([{ id, state: 'WITHDRAWN' }]);
    expect((await dept.ask(handler, FindComplaints, { assigneeId: 'li', open: true })).items).toEqual([]);
  });

  test('the work list holds what is open, 纠纷登记簿 the disputes, both only of the own projects [REQ-138] [REQ-164]', async () => {
    const open = await register({ projectId: 'worklist' });
    const disputed = await register({ projectId: 'worklist' });
    await step(ConvertToDispute, disputed.id, { ground: 'CONTRACT', reason: '车位未交付' });
    const list = await dept.ask(handler, FindComplaints, { projectId: 'worklist', open: true });
    expect(list.items.map(({ id }) => id)).toEqual([disputed.id, open.id]);
    const book = await dept.ask(handler, FindDisputes, { projectId: 'worklist' });
    expect(book.items).toMatchObject([{ id: disputed.id, formNo: disputed.formNo, disputed: true }]);
    expect(await dept.ask(stranger('COMPLAINT_HANDLER'), FindDisputes, {})).toEqual({ items: [] });
    const ofParty = await dept.ask(handler, FindComplaints, { partyId: open.partyId });
    expect(ofParty.items.map(({ id }) => id)).toEqual([open.id]);
  });

  test('a line of the list shows what the single view shows, apart from what was done', async () => {
    const ids: string[] = [];
    for (const content of ['渗水 "严重"\\ 第二次', '电梯停运'])
      ids.push((await register({ projectId: 'lines', content })).id);
    await step(AcknowledgeComplaint, ids[0]!, { how: 'PHONE' });
    await step(AssignComplaint, ids[0]!, { assigneeId: 'o"li', assignee: '李 "小" 明' });
    await step(WaitForCustomer, ids[0]!, { reason: '等回电' });
    await step(ConvertToDispute, ids[1]!, { ground: 'CONTRACT', reason: '车位未交付' });
    const { items } = await dept.ask(handler, FindComplaints, { projectId: 'lines' });
    expect(items.map(({ id }) => id)).toEqual([...ids].reverse());
    for (const line of items) {
      expect(Object.keys(line)).toEqual(expect.arrayContaining(['version', 'state', 'allowed', 'escalationLevel']));
      expect(await seen(line.id)).toMatchObject(line);
    }
    expect(items[1]).toMatchObject({ acknowledged: true, waiting: true, assignee: '李 "小" 明' });
  });

  test('a closed case is opened again in the days of grace with new clocks; later a new case is linked to it', async () => {
    const { id, partyId } = await register({ kind: 'REPAIR', projectId: 'again' });
    await planned(id);
    const way = async () => {
      await step(AcknowledgeComplaint, id, { how: 'PHONE' });
      await step(TakeUpComplaint, id, { arrangement: '明日上午上门' });
      await step(DisposeOfComplaint, id, { result: '已修' });
      await step(PassDisposalCheck, id, { checkResult: '合格' }, supervisor);
      await step(FeedBackToCustomer, id, { customerOpinion: '满意' });
      return step(CloseComplaint, id);
    };
    const { customerName: _name, phone: _phone, ...known } = { ...form, projectId: 'again', partyId };
    expect(await dept.refusal(handler, RegisterComplaint, { ...known, earlierId: id })).toMatchObject({
      code: 'complaint.earlier-not-ended',
    });
    await way();
    expect(await step(ReopenComplaint, id, { reason: '又渗水了' })).toMatchObject({ state: 'REGISTERED', reopened: 1 });
    const second = (await planned(id, 24)).filter(({ cycle }) => cycle === '2');
    expect(second.every(({ settled, fired }) => !settled && !fired)).toBe(true);
    await way();
    await dept.rows(
      `update complaint set handling = jsonb_set(handling, '{ending,at}', '"2026-11-01T00:00:00Z"') where id = ?`,
      [id],
    );
    const { version } = await seen(id);
    expect(
      await dept.refusal(handler, ReopenComplaint, { complaintId: id, version, reason: '又渗水了' }),
    ).toMatchObject({ code: 'complaint.grace-over' });
    expect(await dept.ask(handler, RegisterComplaint, { ...known, earlierId: id })).toMatchObject({ earlierId: id });
  });

  test('a late case goes up the chain, each level once, and closes only with an explanation [REQ-160] [REQ-163]', async () => {
    const { id } = await register({ projectId: 'late' });
    await planned(id);
    await step(AcknowledgeComplaint, id, { how: 'PHONE' });
    await step(AnswerComplaint, id, { content: '已安排' });
    await dept.travel('30 days');
    const late = await eventually(async () => {
      const found = await seen(id);
      return found.escalationLevel === 3 ? found : undefined;
    }, 'the case was not escalated');
    expect(late).toMatchObject({
      explanationOwed: true,
      assignee: '有关领导',
      allowed: expect.arrayContaining(['explainDelay']),
    });
    expect(late.escalations?.map(({ duty, level, role }) => [duty, level, role ?? ''])).toEqual([
      ['RESOLVE', 0, ''],
      ['RESOLVE', 1, 'CS_SUPERVISOR'],
      ['RESOLVE', 2, 'MANAGER_IN_CHARGE'],
      ['RESOLVE', 3, 'LEADERSHIP'],
    ]);
    const told = (await dept.published(ComplaintEscalated)).filter(({ complaintId }) => complaintId === id);
    expect(told.map(({ level }) => level)).toEqual([1, 2, 3]);
    expect(await step(ExplainDelay, id, { content: '配件缺货' })).toMatchObject({ explanationOwed: false });
    const withdrawn = await dept.ask(handler, FindComplaints, { projectId: 'late', open: true });
    expect(withdrawn.items).toMatchObject([{ id, escalationLevel: 3 }]);
  });
});
