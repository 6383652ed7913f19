import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AcknowledgeComplaint,
  ApprovePlan,
  CloseComplaint,
  complaintStates,
  DefineReport,
  DisposeOfComplaint,
  FeedBackToCustomer,
  FindSavedReports,
  GetCaseBreakdown,
  GetCaseReport,
  GetReportResult,
  GetSavedReport,
  GetStageReport,
  InvestigateComplaint,
  PassDisposalCheck,
  ProposePlan,
  RecordAgreement,
  RegisterComplaint,
  RemoveReport,
  ReviseReport,
  SubmitPlan,
  WithdrawComplaint,
  type ComplaintView,
  type RequestClass,
} from '@linli/contracts';
import { colleague, eventually, type ServiceUnderTest, stranger } from '@linli/testing';
import { CallDesk, elsewhere, handler, lead, manager } from '../test/call-desk.js';

const projectId = 'reported';

describe('Reports on cases', () => {
  let dept: ServiceUnderTest;
  let complaintOf: CallDesk['complaintOf'];
  let logged: CallDesk['logged'];
  let instant: CallDesk['instant'];
  let closed: ComplaintView;
  let open: ComplaintView;

  beforeAll(async () => {
    const desk = await CallDesk.open();
    await desk.dept.knows(projectId, 'clocked');
    ({ dept, complaintOf, logged, instant } = desk);
    closed = await handled(await complaintOf('13800000001', { projectId, room: '3-1-1201' }));
    open = await complaintOf('13800000002', { projectId, room: '5-2-301', urgency: 'URGENT', dueOn: '2026-11-26' });
    const taken = await complaintOf('13800000003', { projectId, room: '3-1-101', category: 'SERVICE' });
    const sent = { complaintId: taken.id, version: taken.version, reason: '自行解决' };
    await dept.ask(handler, WithdrawComplaint, sent);
  }, 60_000);
  afterAll(() => dept.stop());

  /** A case through all its stages: an hour in REGISTERED, two days in EXECUTING, no time in the others. */
  async function handled({ id: complaintId }: ComplaintView): Promise<ComplaintView> {
    let version = 1;
    const take = async (by: typeof handler, step: RequestClass, form: object = {}) => {
      const answer = await dept.send(by, step, { complaintId, version, ...form });
      const view = JSON.parse(Buffer.from(answer.body).toString()) as ComplaintView;
      version = view.version;
      return view;
    };
    await take(handler, AcknowledgeComplaint, { how: 'PHONE' });
    await dept.travel('1 hour');
    await take(handler, InvestigateComplaint, {
      ...{ findings: '属实', cause: '防水层破损', liability: '总包单位', responsibleDepartment: '工程部' },
      ...{ validity: 'JUSTIFIED', validityReason: '有照片' },
    });
    await take(handler, ProposePlan, { content: '一周内修复' });
    await take(handler, SubmitPlan);
    await take(manager, ApprovePlan, { opinion: '同意' });
    const talk = { heldAt: instant(-60), attendees: '业主', offer: '修复', answer: '同意' };
    await take(handler, RecordAgreement, talk);
    await dept.travel('2 days');
    await take(handler, DisposeOfComplaint, { result: '已修复' });
    await take(lead, PassDisposalCheck, { checkResult: '合格' });
    await take(handler, FeedBackToCustomer, { customerOpinion: '满意', satisfaction: 'SATISFIED' });
    return take(handler, CloseComplaint);
  }

  const period = { from: '2026-11-01', to: '2026-11-30', projectId };

  test('the report of one case tells its stages, how long each took and whether it kept its term [REQ-165] [REQ-168]', async () => {
    const report = await dept.ask(handler, GetCaseReport, { complaintId: closed.id });
    expect(report).toMatchObject({
      ...{
        formNo: closed.formNo,
        stage: 'CLOSED',
        room: '3-1-1201',
        content: '渗水',
        dueOn: '2026-12-01',
        late: false,
      },
      ...{ satisfaction: 'SATISFIED', reopened: 0, calls: 0, endedAt: expect.any(String) },
    });
    const took = Object.fromEntries(report.stages.map(({ stage, minutes }) => [stage, minutes]));
    expect(took).toMatchObject({ REGISTERED: 60, INVESTIGATED: 0, EXECUTING: 2_880, EXECUTED: 0 });
    expect(report.stages.map(({ stage }) => stage)).toEqual([
      ...['REGISTERED', 'INVESTIGATED', 'PLANNED', 'APPROVAL', 'NEGOTIATING', 'EXECUTING', 'EXECUTED', 'CHECKED'],
      ...['FED_BACK', 'CLOSED'],
    ]);
    expect(report).not.toHaveProperty('minutesNeeded');
  });

  test('an open case is told the time it still needs, as the cases before it needed, and its calls [REQ-168] [REQ-169]', async () => {
    await logged({ projectId, subjectKind: 'COMPLAINT', subjectId: open.id });
    const report = await dept.ask(handler, GetCaseReport, { complaintId: open.id });
    // The closed case took 2,940 minutes from its intake (2,880 and 60, to three digits), the withdrawn one none: the median is the lower.
    expect(report).toMatchObject({ stage: 'REGISTERED', minutesNeeded: 0, calls: 1 });
    expect(report.expectedEndAt).toMatch(/^2026-11-27T/);
    expect(await dept.refusal(elsewhere, GetCaseReport, { complaintId: open.id })).toMatchObject({ kind: 'not-found' });
    expect(await dept.refusal(colleague('CASHIER'), GetCaseReport, { complaintId: open.id })).toMatchObject({
      kind: 'forbidden',
    });
  });

  test('the stage report gives times to, in and after each stage, terms, re-opens and ratings [REQ-169]', async () => {
    const report = await dept.ask(lead, GetStageReport, period);
    expect(report).toMatchObject({ received: 3, ended: 2, inTime: 2, late: 0, reopenedCases: 0, reopenings: 0 });
    expect(report.ratings).toEqual([{ satisfaction: 'SATISFIED', cases: 1 }]);
    const of = (stage: string) => report.stages.find((each) => each.stage === stage);
    expect(of('REGISTERED')).toEqual({
      ...{ stage: 'REGISTERED', entered: 3, open: 1, toMedian: 0, toNinety: 0 },
      ...{ inMedian: 0, inNinety: 60, leftMedian: 0, leftNinety: 2_940 },
    });
    expect(of('EXECUTING')).toEqual({
      ...{ stage: 'EXECUTING', entered: 1, open: 0, toMedian: 60, toNinety: 60 },
      ...{ inMedian: 2_880, inNinety: 2_880, leftMedian: 2_880, leftNinety: 2_880 },
    });
    expect(of('CLOSED')).toMatchObject({ toMedian: 2_940, open: 0 });
    const order = report.stages.map(({ stage }) => (complaintStates as readonly string[]).indexOf(stage));
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  test('a period without cases is empty, one of more than 366 days and one that ends before it begins are refused [REQ-169]', async () => {
    const empty = await dept.ask(lead, GetStageReport, { ...period, from: '2026-10-01', to: '2026-10-31' });
    expect(empty).toMatchObject({ received: 0, ratings: [] });
    expect((await dept.ask(stranger('CS_SUPERVISOR'), GetStageReport, period)).received).toBe(0);
    await dept.ask(lead, GetStageReport, { from: '2025-11-30', to: '2026-11-30' });
    for (const wrong of [
      { from: '2025-11-29', to: '2026-11-30' },
      { from: '2026-11-30', to: '2026-11-29' },
    ])
      expect(await dept.refusal(lead, GetStageReport, wrong)).toMatchObject({ code: 'report.period' });
  });

  test.each([
    ['CAUSE', '防水层破损', 1],
    ['LIABILITY', '总包单位', 1],
    ['DEPARTMENT', '工程部', 1],
    ['BUILDING', '3', 2],
    ['URGENCY', 'URGENT', 1],
    ['STATE', 'WITHDRAWN', 1],
    ['SATISFACTION', '-', 2],
    ['MONTH', '2026-11', 3],
    ['LATE', 'NO', 2],
  ])('cases are counted by %s [REQ-169] [REQ-170]', async (by, key, count) => {
    const { lines } = await dept.ask(lead, GetCaseBreakdown, { ...period, by });
    expect(lines).toContainEqual(expect.objectContaining({ keys: [key], count }));
  });

  test('a report is defined once, shared or kept to oneself, and read by each for his own projects [REQ-170]', async () => {
    const form = {
      ...{ title: '紧急未结', about: 'CASES', groupBy: ['URGENCY', 'STATE'], shared: false },
      filters: [{ field: 'URGENCY', values: ['URGENT', 'EMERGENCY'] }],
    };
    const own = await dept.ask(handler, DefineReport, form);
    const savedReportId = own.id;
    expect(await dept.ask(handler, GetSavedReport, { savedReportId })).toEqual(own);
    expect(await dept.ask(handler, GetReportResult, { savedReportId, ...period })).toMatchObject({
      groupBy: ['URGENCY', 'STATE'],
      lines: [{ keys: ['URGENT', 'REGISTERED'], count: 1, open: 1, late: 1 }],
    });
    for (const question of [GetSavedReport, GetReportResult])
      expect(
        await dept.refusal(lead, question, { savedReportId, ...(question === GetReportResult ? period : {}) }),
      ).toMatchObject({ code: 'saved-report.not-found' });
    const shared = await dept.ask(handler, ReviseReport, {
      savedReportId,
      version: own.version,
      ...form,
      shared: true,
    });
    expect((await dept.ask(lead, FindSavedReports, {})).items).toEqual([shared]);
    expect((await dept.ask(elsewhere, GetReportResult, { savedReportId, ...period })).lines).toEqual([]);
    const remove = { savedReportId, version: shared.version };
    expect(await dept.refusal(lead, RemoveReport, remove)).toMatchObject({ code: 'saved-report.not-yours' });
    expect(await dept.ask(handler, RemoveReport, remove)).toMatchObject({ state: 'REMOVED', allowed: [] });
    expect((await dept.ask(handler, FindSavedReports, {})).items).toEqual([]);
  });

  test('reports on calls and call-backs go the same way, and only fields on the list reach the database [REQ-170] [REQ-178]', async () => {
    const form = { title: '通话结果', about: 'CALLS', groupBy: ['OUTCOME'], shared: false, filters: [] };
    const { id } = await dept.ask(handler, DefineReport, form);
    const { lines } = await dept.ask(handler, GetReportResult, { savedReportId: id, ...period });
    expect(lines).toEqual([{ keys: ['REACHED'], count: 1, open: 0, late: 0, median: 120 }]);
    const coming = { ...form, about: 'CALLBACKS', groupBy: ['DAY', 'STAFF', 'STATE'] };
    const ahead = await dept.ask(handler, DefineReport, coming);
    expect((await dept.ask(handler, GetReportResult, { savedReportId: ahead.id, ...period })).lines).toEqual([]);
    expect(await dept.refusal(handler, DefineReport, { ...form, groupBy: ['CAUSE'] })).toMatchObject({
      code: 'report.field-unknown',
    });
    expect(await dept.refusal(handler, DefineReport, { ...form, groupBy: ['1; drop table'] })).toMatchObject({
      kind: 'invalid',
    });
    const typed = [{ field: 'OUTCOME', values: [`x') or true --`] }];
    const harmless = await dept.ask(handler, DefineReport, { ...form, filters: typed });
    expect((await dept.ask(handler, GetReportResult, { savedReportId: harmless.id, ...period })).lines).toEqual([]);
    for (const groupBy of [[], ['DAY', 'DAY']])
      expect(await dept.refusal(handler, DefineReport, { ...form, groupBy })).toMatchObject({
        code: 'report.grouping',
      });
    expect(await dept.refusal(colleague('CASHIER'), DefineReport, form)).toMatchObject({ kind: 'forbidden' });
  });

  test('cases keep being registered by everybody who may, whatever reports keep of them', async () => {
    const form = { projectId, channel: 'VISIT', source: 'DIRECT', customerName: '李', phone: '13800000009' };
    const made = await dept.ask(handler, RegisterComplaint, {
      ...{
        ...form,
        customerKind: 'OWNER',
        category: 'OTHER',
        urgency: 'NORMAL',
        content: '无房号',
        dueOn: '2026-12-01',
      },
    });
    const [fact] = await dept.rows('select building, late from case_fact where complaint_id = ?', [made.id]);
    expect(fact).toEqual({ building: null, late: null });
  });

  test('the stage report counts the clocks of every kind of case that were due in the period, kept and broken [REQ-163] [REQ-169]', async () => {
    const clocked = 'clocked';
    const repair = await complaintOf('13800000011', { projectId: clocked, kind: 'REPAIR' });
    await dept.ask(handler, AcknowledgeComplaint, { complaintId: repair.id, version: repair.version, how: 'PHONE' });
    await complaintOf('13800000012', { projectId: clocked, kind: 'SUGGESTION' });
    await complaintOf('13800000013', { projectId: clocked });
    await dept.travel('7 hours');
    const counted = await eventually(async () => {
      const { clocks } = await dept.ask(lead, GetStageReport, {
        from: '2026-11-20',
        to: '2026-12-20',
        projectId: clocked,
      });
      return clocks.length === 3 ? clocks : undefined;
    }, 'the clocks were not counted');
    expect(counted).toEqual([
      { rule: 'complaint.acknowledge', title: '投诉受理确认', kept: 0, broken: 1 },
      { rule: 'repair.acknowledge', title: '报修受理确认', kept: 1, broken: 0 },
      { rule: 'suggestion.acknowledge', title: '建议受理确认', kept: 0, broken: 1 },
    ]);
    const outside = { from: '2026-11-20', to: '2026-12-20', projectId: clocked };
    expect((await dept.ask(stranger('CS_SUPERVISOR'), GetStageReport, outside)).clocks).toEqual([]);
  });
});
