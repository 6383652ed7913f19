import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ApprovePlan,
  CloseComplaint,
  ComplaintAgreed,
  ComplaintClosed,
  ComplaintPlanApproved,
  DisposeOfComplaint,
  FailDisposalCheck,
  FeedBackToCustomer,
  FindComplaints,
  GetComplaint,
  InvestigateComplaint,
  LeaveUnagreed,
  lifeContracts,
  PassDisposalCheck,
  ProposePlan,
  RecordAgreement,
  RecordDisagreement,
  RecordPreliminaryTalk,
  RegisterComplaint,
  RejectPlan,
  roles,
  SubmitPlan,
  WithdrawComplaint,
  type CommandClass,
  type ComplaintView,
} from '@linli/contracts';
import { newId } from '@linli/kernel';
import { colleague, ServiceUnderTest, stranger } from '@linli/testing';
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
  dueOn: '2026-12-01',
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
  heldAt: yesterday.toISOString().replace('Z', '+00:00'),
  attendees: '王芳、投诉专人',
  offer: '重做防水',
  answer: '要求赔偿',
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
]);

describe('Handling a complaint', () => {
  let dept: ServiceUnderTest;
  beforeAll(async () => {
    dept = await ServiceUnderTest.start(AppModule, complaints);
  }, 60_000);
  afterAll(() => dept.stop());

  const register = (more: object = {}) => dept.ask(handler, RegisterComplaint, { ...form, ...more });

  /** The steps one after another, each by a colleague who may; the view after the last. */
  async function take(complaint: ComplaintView, ...steps: CommandClass[]): Promise<ComplaintView> {
    let seen = complaint;
    for (const step of steps) {
      const by = [PassDisposalCheck, FailDisposalCheck].includes(step as typeof PassDisposalCheck)
        ? supervisor
        : colleague(step.roles[0]!);
      const answer = await dept.send(by, step, { ...bodies.get(step), complaintId: seen.id, version: seen.version });
      seen = JSON.parse(Buffer.from(answer.body).toString()) as ComplaintView;
    }
    return seen;
  }

  test('goes from the register through every loop to the closed case, and the file of the case shows it all', async () => {
    const made = await register();
    const closed = await take(
      made,
      ...[InvestigateComplaint, ProposePlan, RecordPreliminaryTalk, SubmitPlan, RejectPlan],
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
      version: 20,
      allowed: [],
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
    const seen = await take(await register({ projectId: 'listed' }), InvestigateComplaint, ProposePlan);
    const { investigation: _investigation, plans: _plans, ...light } = seen;
    expect(await dept.ask(handler, FindComplaints, { projectId: 'listed' })).toEqual({ items: [light] });
  });

  test('the manager in charge approves, and nobody proposes or handles in his place [REQ-143]', async () => {
    const waiting = await take(await register(), InvestigateComplaint, ProposePlan, SubmitPlan);
    const call = { complaintId: waiting.id, version: waiting.version };
    expect(await dept.refusal(handler, ApprovePlan, call)).toMatchObject({ kind: 'forbidden' });
    expect(await dept.refusal(colleague('LEADERSHIP'), ApprovePlan, call)).toMatchObject({
      kind: 'forbidden',
      code: 'complaint.not-the-approver',
    });
    expect(await dept.ask(manager, ApprovePlan, call)).toMatchObject({
      state: 'NEGOTIATING',
      plans: [{ approver: '主管经理' }],
    });
  });

  test('a changed authority matrix holds for complaints that come in later, not for earlier ones [REQ-142]', async () => {
    const before = await register();
    await dept.rows(
      `insert into policy (rule, valid_from, value) values ('plan-approver', (app_now() + interval '2 days')::date, 'EXECUTIVE_IN_CHARGE')`,
    );
    await dept.travel('3 days');
    const [old, young] = [before, await register()];
    const oldPlan = await take(old, InvestigateComplaint, ProposePlan, SubmitPlan);
    const youngPlan = await take(young, InvestigateComplaint, ProposePlan, SubmitPlan);
    expect([oldPlan.plans?.[0]?.approverRole, youngPlan.plans?.[0]?.approverRole]).toEqual([
      'MANAGER_IN_CHARGE',
      'EXECUTIVE_IN_CHARGE',
    ]);
    const call = { complaintId: young.id, version: youngPlan.version, opinion: '同意' };
    expect(await dept.refusal(manager, ApprovePlan, call)).toMatchObject({ code: 'complaint.not-the-approver' });
    expect(await dept.ask(colleague('EXECUTIVE_IN_CHARGE'), ApprovePlan, call)).toMatchObject({ state: 'NEGOTIATING' });
    await dept.rows(`delete from policy where value = 'EXECUTIVE_IN_CHARGE'`);
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
      kind: 'rule',
      code: 'complaint.approver-is-proposer',
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

  test('a customer of another department is named by his id alone, one of ours is recognised', async () => {
    const { customerName: _name, phone: _phone, ...anonymous } = form;
    const partyId = newId();
    const theirs = await dept.ask(handler, RegisterComplaint, { ...anonymous, partyId });
    expect(theirs.partyId).toBe(partyId);
    expect(theirs).not.toHaveProperty('customerName');
    expect(await dept.ask(handler, GetComplaint, { complaintId: theirs.id })).toEqual(theirs);
    const ours = await register();
    expect(await dept.ask(handler, RegisterComplaint, { ...anonymous, partyId: ours.partyId })).toMatchObject({
      partyId: ours.partyId,
      customerName: '王*',
    });
    expect(await dept.refusal(handler, RegisterComplaint, { ...anonymous, customerName: '王芳' })).toMatchObject({
      kind: 'invalid',
      code: 'complaint.customer-unnamed',
    });
  });

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
