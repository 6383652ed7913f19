import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { standingRules } from '@linli/bus';
import {
  AcknowledgeComplaint,
  AnswerComplaint,
  ApprovePlan,
  AssessWarranty,
  AssignComplaint,
  AuthorityMatrixPublished,
  BookVisit,
  CheckComplaintQuality,
  CloseComplaint,
  ComplaintAgreed,
  ComplaintClosed,
  ComplaintPlanApproved,
  ConvertToDispute,
  DelegationEnded,
  DelegationGranted,
  DisposeOfComplaint,
  ExplainDelay,
  FailDisposalCheck,
  FeedBackToCustomer,
  FindComplaints,
  GetComplaint,
  InvestigateComplaint,
  LeaveUnagreed,
  lifeContracts,
  LinkServiceAgreement,
  PassDisposalCheck,
  ProposePlan,
  RecordAgreement,
  RecordDisagreement,
  RecordPreliminaryTalk,
  RegisterComplaint,
  RejectPlan,
  ReopenComplaint,
  ResumeComplaint,
  roles,
  SubmitPlan,
  TakeUpComplaint,
  WaitForCustomer,
  WithdrawComplaint,
  type CommandClass,
  type ComplaintView,
} from '@linli/contracts';
import { newId } from '@linli/kernel';
import { colleague, eventually, ServiceUnderTest, stranger } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { complaints } from '../service.js';

const handler = colleague('COMPLAINT_HANDLER');
const manager = colleague('MANAGER_IN_CHARGE');
const supervisor = colleague('CS_SUPERVISOR');
const form = {
  projectId: 'binjiang',
  channel: 'HOTLINE',
  source: 'DIRECT',
  customerName: '王芳',
  phone: '138 0000 1234',
  customerKind: 'OWNER',
  room: '3-1-1201',
  category: 'QUALITY',
  urgency: 'NORMAL',
  content: '卫生间渗水',
  dueOn: '2036-12-01',
};
const report = {
  findings: '楼上防水层破损',
  cause: '施工缺陷',
  liability: '总包单位',
  responsibleDepartment: 'PROJECT_DEPT',
  validity: 'JUSTIFIED',
  validityReason: '现场查实',
};
const yesterday = new Date(Date.now() - 86_400_000);
const talk = {
  ...{ heldAt: yesterday.toISOString().replace('Z', '+00:00'), attendees: '王芳、投诉专人' },
  ...{ offer: '重做防水', answer: '要求赔偿' },
};
const bodies = new Map<CommandClass, object>([
  [InvestigateComplaint, report],
  [ProposePlan, { content: '重做防水' }],
  [RecordPreliminaryTalk, talk],
  [SubmitPlan, {}],
  [ApprovePlan, { opinion: '同意' }],
  [RejectPlan, { opinion: '赔偿过高' }],
  [RecordAgreement, talk],
  [RecordDisagreement, talk],
  [DisposeOfComplaint, { result: '已重做' }],
  [PassDisposalCheck, { checkResult: '不再渗水' }],
  [FailDisposalCheck, { checkResult: '仍有渗水' }],
  [FeedBackToCustomer, { customerOpinion: '满意', satisfaction: 'SATISFIED' }],
  [CloseComplaint, {}],
  [WithdrawComplaint, { reason: '客户自行解决' }],
  [LeaveUnagreed, { reason: '分歧过大' }],
  [AcknowledgeComplaint, { how: 'PHONE' }],
  [AnswerComplaint, { content: '已派人查看' }],
  [TakeUpComplaint, {}],
  [WaitForCustomer, { reason: '等客户寄来合同' }],
  [ResumeComplaint, {}],
  [ConvertToDispute, { ground: 'MONEY', reason: '要求赔偿' }],
  [AssignComplaint, { assigneeId: 'li', assignee: '李雷' }],
  [BookVisit, { from: '2030-01-01T02:00:00Z', until: '2030-01-01T03:00:00Z' }],
  [ExplainDelay, { content: '配件缺货' }],
  [ReopenComplaint, { reason: '又渗水了' }],
  [CheckComplaintQuality, { score: 5 }],
  [AssessWarranty, { part: 'PIPES' }],
  [LinkServiceAgreement, { agreementId: newId(), agreementNo: 'FW-1' }],
]);

describe('Handling a complaint', () => {
  let dept: ServiceUnderTest;
  beforeAll(async () => {
    dept = await ServiceUnderTest.start(AppModule, complaints);
  }, 60_000);
  afterAll(() => dept.stop());
  const register = (more: object = {}) => dept.ask(handler, RegisterComplaint, { ...form, ...more });

  const checks: CommandClass[] = [PassDisposalCheck, FailDisposalCheck];
  const decisions: CommandClass[] = [ApprovePlan, RejectPlan];

  /** The steps one after another, each by a colleague who may; the view after the last. */
  async function take(complaint: ComplaintView, ...steps: CommandClass[]): Promise<ComplaintView> {
    let seen = complaint;
    for (const step of steps) {
      const by = checks.includes(step) ? supervisor : decisions.includes(step) ? manager : colleague(step.roles[0]!);
      const answer = await dept.send(by, step, { ...bodies.get(step), complaintId: seen.id, version: seen.version });
      seen = JSON.parse(Buffer.from(answer.body).toString()) as ComplaintView;
    }
    return seen;
  }

  test('goes from the register through every loop to the closed case, and the file of the case shows it all', async () => {
    const made = await register();
    const closed = await take(
      made,
      ...[AcknowledgeComplaint, InvestigateComplaint, ProposePlan, RecordPreliminaryTalk, SubmitPlan, RejectPlan],
      ...[ProposePlan, SubmitPlan, ApprovePlan, RecordDisagreement],
      ...[ProposePlan, SubmitPlan, ApprovePlan, RecordAgreement],
      ...[
        DisposeOfComplaint,
        FailDisposalCheck,
        DisposeOfComplaint,
        PassDisposalCheck,
        FeedBackToCustomer,
        CloseComplaint,
      ],
    );
    expect(closed).toMatchObject({
      state: 'CLOSED',
      version: 21,
      allowed: ['reopen', 'checkQuality'],
      disputed: true,
      investigation: { validity: 'JUSTIFIED' },
      feedback: { satisfaction: 'SATISFIED' },
    });
    expect(closed.plans).toMatchObject([
      { number: 1, decision: 'REJECTED', talks: [{ kind: 'PRELIMINARY', at: yesterday.toISOString() }] },
      { number: 2, decision: 'APPROVED', talks: [{ agreed: false }] },
      { number: 3, decision: 'APPROVED', talks: [{ agreed: true }] },
    ]);
    expect(closed.disposals).toMatchObject([{ passed: false }, { passed: true, checker: '客服部主管' }]);
    expect(await dept.ask(handler, GetComplaint, { complaintId: made.id })).toEqual(closed);
    for (const event of [ComplaintPlanApproved, ComplaintAgreed, ComplaintClosed]) {
      expect(await dept.published(event as typeof ComplaintClosed)).toContainEqual(
        expect.objectContaining({ complaintId: made.id, partyId: made.partyId }),
      );
    }
  });

  test('lists show the complaint without what was done about it', async () => {
    const seen = await take(await register({ projectId: 'garden' }), InvestigateComplaint, ProposePlan);
    const { investigation: _investigation, plans: _plans, ...light } = seen;
    expect(await dept.ask(handler, FindComplaints, { projectId: 'garden' })).toEqual({ items: [light] });
  });

  test('the manager in charge approves, and nobody proposes or handles in his place [REQ-143]', async () => {
    const waiting = await take(await register(), InvestigateComplaint, ProposePlan, SubmitPlan);
    const call = { complaintId: waiting.id, version: waiting.version };
    expect(await dept.refusal(handler, ApprovePlan, call)).toMatchObject({ kind: 'forbidden' });
    expect(await dept.refusal(colleague('LEADERSHIP'), ApprovePlan, call)).toMatchObject({
      kind: 'forbidden',
      code: 'complaint.not-your-decision',
    });
    expect(await dept.ask(manager, ApprovePlan, call)).toMatchObject({
      state: 'NEGOTIATING',
      plans: [{ approver: '主管经理' }],
    });
  });

  test('a newly published authority matrix holds for plans that are submitted later, not for those that wait [REQ-142]', async () => {
    const before = await take(await register(), InvestigateComplaint, ProposePlan, SubmitPlan);
    const rules = standingRules.map(({ remark: _words, ...rule }) =>
      rule.decision === 'COMPLAINT_PLAN' ? { ...rule, approverRole: 'EXECUTIVE_IN_CHARGE' } : rule,
    );
    const matrixId = newId();
    const [row] = await dept.rows<{ day: string }>(
      `select ((app_now() + interval '1 day') at time zone 'Asia/Shanghai')::date::text as day`,
    );
    const news = { matrixId, matrixVersion: 3, validFrom: row!.day, rules };
    const place = { aggregateId: matrixId, sequence: 1 };
    await dept.tell(AuthorityMatrixPublished, news, place);
    await dept.tell(AuthorityMatrixPublished, news, place);
    await eventually(
      async () => (await dept.progress('info-sharing', matrixId)) === 1,
      'the authority matrix did not arrive',
    );
    const today = await take(await register(), InvestigateComplaint, ProposePlan, SubmitPlan);
    await dept.travel('1 day');
    const later = await take(await register(), InvestigateComplaint, ProposePlan, SubmitPlan);
    expect([before, today, later].map(({ plans }) => [plans?.[0]?.approverRole, plans?.[0]?.matrixVersion])).toEqual([
      ['MANAGER_IN_CHARGE', 2],
      ['MANAGER_IN_CHARGE', 2],
      ['EXECUTIVE_IN_CHARGE', 3],
    ]);
    const call = { complaintId: later.id, version: later.version, opinion: '同意' };
    expect(await dept.refusal(manager, ApprovePlan, call)).toMatchObject({ code: 'complaint.not-your-decision' });
    expect(await dept.ask(colleague('EXECUTIVE_IN_CHARGE'), ApprovePlan, call)).toMatchObject({ state: 'NEGOTIATING' });
    // It fell late meanwhile: its clocks change it until they have fired.
    await eventually(
      async () =>
        (
          await dept.rows(
            `select 1 from clock where subject_id = ? and due_at <= app_now() and coalesce(fired_at, cancelled_at, settled_at) is null`,
            [before.id],
          )
        ).length === 0,
      'the clocks of the waiting case did not fire',
    );
    const { version } = await dept.ask(handler, GetComplaint, { complaintId: before.id });
    const waiting = { complaintId: before.id, version };
    expect(await dept.ask(manager, ApprovePlan, waiting)).toMatchObject({ state: 'NEGOTIATING' });
    await dept.rows('delete from authority_matrix where matrix_version = 3');
  });

  test('what a plan costs decides who approves it, to the fen [REQ-142]', async () => {
    await dept.rows(
      `insert into authority_matrix (id, matrix_version, valid_from, rules) values (gen_random_uuid(), 77, app_now()::date - 1, ?)`,
      [
        JSON.stringify([
          { decision: 'COMPLAINT_PLAN', toFen: 100_000, approverRole: 'MANAGER_IN_CHARGE' },
          { decision: 'COMPLAINT_PLAN', fromFen: 100_001, approverRole: 'LEADERSHIP' },
        ]),
      ],
    );
    const approverOf = async (amountFen: number) => {
      const { id, version } = await take(await register(), InvestigateComplaint);
      const planned = await dept.ask(handler, ProposePlan, { complaintId: id, version, content: '赔偿', amountFen });
      return (await take(planned, SubmitPlan)).plans?.[0]?.approverRole;
    };
    expect([await approverOf(100_000), await approverOf(100_001)]).toEqual(['MANAGER_IN_CHARGE', 'LEADERSHIP']);
    await dept.rows('delete from authority_matrix where matrix_version = 77');
  });

  test('whoever stands in for an absent approver decides in his place until that ends, and never for the proposer [REQ-142]', async () => {
    const standIn = colleague('EXECUTIVE_IN_CHARGE');
    const tellGranted = async (absentId: string) => {
      const delegationId = newId();
      const days = { fromOn: '2020-01-01', untilOn: '2190-01-01' };
      const granted = { delegationId, role: 'MANAGER_IN_CHARGE', absentId, standInId: standIn.id, ...days };
      const heard = (sequence: number) =>
        eventually(
          async () => (await dept.progress('info-sharing', delegationId)) === sequence,
          'the news of the delegation were not heard',
        );
      await dept.tell(DelegationGranted, granted, { aggregateId: delegationId, sequence: 1 });
      await heard(1);
      return async () => {
        await dept.tell(DelegationEnded, { delegationId }, { aggregateId: delegationId, sequence: 2 });
        await heard(2);
      };
    };
    const waiting = async () => {
      const { id, version } = await take(await register(), InvestigateComplaint, ProposePlan, SubmitPlan);
      return { complaintId: id, version };
    };
    const endOfHandler = await tellGranted(handler.id);
    expect(await dept.refusal(standIn, ApprovePlan, await waiting())).toMatchObject({
      code: 'complaint.not-your-decision',
    });
    await endOfHandler();
    const endOfManager = await tellGranted(manager.id);
    const approved = await dept.ask(standIn, ApprovePlan, await waiting());
    expect(approved.plans).toMatchObject([{ approverId: standIn.id, decidedFor: manager.id }]);
    await endOfManager();
    expect(await dept.refusal(standIn, ApprovePlan, await waiting())).toMatchObject({
      code: 'complaint.not-your-decision',
    });
  });

  test('who holds both roles does not approve his own plan', async () => {
    const both = { id: 'both', name: '兼任', roles: ['COMPLAINT_HANDLER', 'MANAGER_IN_CHARGE'] as const };
    const investigated = await take(await register(), InvestigateComplaint);
    const planned = await dept.ask(both, ProposePlan, {
      complaintId: investigated.id,
      version: investigated.version,
      content: '重做防水',
    });
    const waiting = await take(planned, SubmitPlan);
    expect(await dept.refusal(both, ApprovePlan, { complaintId: waiting.id, version: waiting.version })).toMatchObject({
      kind: 'forbidden',
      code: 'complaint.own-request',
    });
  });

  test.each([...bodies].map(([command, body]) => [command.name, command, body] as const))(
    '%s is refused to every other role, to other projects, with an old version and in a wrong state',
    async (_name, command, body) => {
      const ended = await take(await register(), WithdrawComplaint);
      const call = { ...body, complaintId: ended.id, version: ended.version };
      const others = roles.filter((each) => !command.roles.includes(each));
      const refusals = await Promise.all(others.map((each) => dept.refusal(colleague(each), command, call)));
      expect(new Set(refusals.map(({ kind }) => kind))).toEqual(new Set(['forbidden']));
      const [role] = command.roles;
      expect(await dept.refusal(stranger(role!), command, call)).toMatchObject({
        kind: 'not-found',
        code: 'complaint.not-found',
      });
      expect(await dept.refusal(colleague(role!), command, { ...call, complaintId: newId() })).toMatchObject({
        kind: 'not-found',
      });
      expect(await dept.refusal(colleague(role!), command, { ...call, version: 1 })).toMatchObject({
        kind: 'stale',
        code: 'complaint.stale-version',
      });
      expect(await dept.refusal(colleague(role!), command, call)).toMatchObject({
        kind: 'conflict',
        code: 'complaint.illegal-step',
      });
    },
  );

  test('tells what it knows of a customer, oldest first, to who works for the project', async () => {
    const complaint = await take(await register(), InvestigateComplaint, ProposePlan, SubmitPlan, ApprovePlan);
    const question = { customerId: newId(), partyIds: [complaint.partyId, newId()] };
    const { facts } = await dept.ask(handler, lifeContracts.complaints, question);
    expect(facts).toMatchObject([
      {
        subject: 'complaint',
        subjectId: complaint.id,
        title: `投诉登记 ${complaint.formNo}`,
        state: 'NEGOTIATING',
        room: '3-1-1201',
        allowed: complaint.allowed,
      },
      { title: '处置方案第1版获批', allowed: [] },
    ]);
    expect(await dept.ask(stranger('COMPLAINT_HANDLER'), lifeContracts.complaints, question)).toEqual({ facts: [] });
  });
});
