import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AnswerComplaint,
  ApproveOfficialAnswer,
  CloseIncident,
  FindComplaints,
  FindIncidents,
  GetComplaint,
  GetIncident,
  LinkCasesToIncident,
  LinkIncident,
  OpenIncident,
  RegisterComplaint,
  RejectOfficialAnswer,
  SubmitOfficialAnswer,
  WithdrawComplaint,
  type ComplaintView,
  type IncidentView,
  type Role,
} from '@linli/contracts';
import { newId } from '@linli/kernel';
import { another, colleague, eventually, ServiceUnderTest, stranger } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { incidents } from '../migrations/041-incident.js';
import { complaints } from '../service.js';
import { incidentWorkflow } from './incident.workflow.js';

const handler = colleague('COMPLAINT_HANDLER');
const manager = colleague('MANAGER_IN_CHARGE');
const intake = {
  ...{ projectId: 'binjiang', channel: 'HOTLINE', source: 'DIRECT', customerName: '王芳', phone: '138 0000 1234' },
  ...{ customerKind: 'OWNER', room: '3-1-1201', category: 'QUALITY', urgency: 'NORMAL', content: '全楼停水' },
  dueOn: '2026-12-20',
};
const cause = { projectId: 'binjiang', category: 'QUALITY', title: '3 号楼停水', description: '水泵房主管爆裂' };
const content = '水泵主管已在抢修,今日 18 时前恢复供水。';

describe('事件', () => {
  let dept: ServiceUnderTest;
  beforeAll(async () => {
    dept = await ServiceUnderTest.start(AppModule, complaints);
    await dept.knows('flood');
    await dept.rows(`update app_clock set ahead = '2026-09-02T01:10:00Z'::timestamptz - clock_timestamp()`);
  }, 60_000);
  afterAll(() => dept.stop());

  const open = (more: object = {}) => dept.ask(handler, OpenIncident, { ...cause, ...more });
  const named = ({ id: incidentId, version }: IncidentView) => ({ incidentId, version });
  const register = (more: object = {}) => dept.ask(handler, RegisterComplaint, { ...intake, ...more });
  const seen = (complaintId: string) => dept.ask(handler, GetComplaint, { complaintId });
  const link = ({ id: complaintId, version }: ComplaintView, incidentId?: string, reason?: string) =>
    dept.ask(handler, LinkIncident, {
      ...{ complaintId, version, ...(incidentId ? { incidentId } : {}), ...(reason ? { reason } : {}) },
    });
  const submit = (incident: IncidentView) => dept.ask(handler, SubmitOfficialAnswer, { ...named(incident), content });
  const approve = (incident: IncidentView) => dept.ask(manager, ApproveOfficialAnswer, named(incident));
  const answersOf = async (id: string) => (await seen(id)).answers?.map((answer) => answer.content) ?? [];
  const isSettled = async (id: string) =>
    (
      await dept.rows(
        `select 1 from clock where subject_id = ? and rule = 'complaint.first-answer' and settled_at is not null`,
        [id],
      )
    ).length === 1;

  test('many cases are linked to one incident, and one approved answer answers all that are open in one command [REQ-154] [REQ-164]', async () => {
    const incident = await open();
    expect(incident).toMatchObject({ state: 'OPEN', formNo: expect.stringMatching(/^SJ-2026-/), openCases: 0 });
    const [one, two, withdrawn] = [await register(), await register(), await register()];
    const linked = await link(one, incident.id);
    expect(linked).toMatchObject({ incidentId: incident.id, incidentLinks: [{ incidentId: incident.id }] });
    await link(two, incident.id);
    const last = await link(withdrawn, incident.id);
    const off = { complaintId: last.id, version: last.version, reason: '客户自行解决' };
    await dept.ask(handler, WithdrawComplaint, off);
    const submitted = await submit(await dept.ask(handler, GetIncident, { incidentId: incident.id }));
    expect(submitted).toMatchObject({ state: 'APPROVAL', openCases: 2, endedCases: 1 });
    expect(await answersOf(one.id)).toEqual([]);
    const told = await approve(submitted);
    expect(told).toMatchObject({ state: 'ANSWERED', openCases: 2, endedCases: 1 });
    expect(told.answers).toMatchObject([{ number: 1, decision: 'APPROVED', casesTold: 2, approver: manager.name }]);
    for (const { id } of [one, two]) {
      const answered = await seen(id);
      expect(answered.answers).toMatchObject([{ content, by: manager.name, incidentId: incident.id }]);
      expect(await isSettled(id)).toBe(true);
      const log = await dept.rows<{ version: number; actor_id: string; action: string }>(
        `select version, actor_id, action from change_log where aggregate_id = ? order by id desc limit 1`,
        [id],
      );
      expect(log).toEqual([
        { version: answered.version, actor_id: manager.id, action: 'cmd.complaints.incident.approve-answer' },
      ]);
    }
    expect(await answersOf(withdrawn.id)).toEqual([]);
    const listed = await dept.ask(handler, FindComplaints, { incidentId: incident.id, open: true });
    expect(listed.items.map(({ id }) => id)).toEqual([two.id, one.id]);
    expect(await dept.ask(handler, GetIncident, { incidentId: incident.id })).toEqual(told);
    expect((await dept.ask(handler, FindIncidents, { projectId: 'binjiang' })).items[0]).toEqual(told);
  });

  test('whoever is linked later, or calls later, gets the answer too, and only the last one [REQ-154]', async () => {
    const incident = await approve(await submit(await open()));
    expect(incident.answers).toMatchObject([{ casesTold: 0 }]);
    const late = await register({ incidentId: incident.id });
    expect(late).toMatchObject({ incidentId: incident.id, answers: [{ content }] });
    expect(await isSettled(late.id)).toBe(true);
    const linked = await link(await register(), incident.id);
    expect(linked.answers).toMatchObject([{ content, incidentId: incident.id }]);
    expect(await isSettled(linked.id)).toBe(true);
    const more = { ...named(incident), content: '已恢复供水。' };
    const second = await approve(await dept.ask(handler, SubmitOfficialAnswer, more));
    expect(second.answers.map(({ casesTold }) => casesTold)).toEqual([0, 2]);
    expect(await answersOf(late.id)).toEqual([content, '已恢复供水。']);
    expect(await answersOf((await register({ incidentId: incident.id })).id)).toEqual(['已恢复供水。']);
  });

  test('no caller hears an answer that was not approved, and its author does not approve it [REQ-142] [REQ-145]', async () => {
    const incident = await open();
    const one = await register({ incidentId: incident.id });
    const author = { ...handler, roles: ['COMPLAINT_HANDLER', 'MANAGER_IN_CHARGE'] as Role[] };
    const submitted = await dept.ask(author, SubmitOfficialAnswer, { ...named(incident), content });
    for (const [command, more] of [
      [ApproveOfficialAnswer, {}],
      [RejectOfficialAnswer, { opinion: '不妥' }],
    ] as const) {
      expect(await dept.refusal(author, command, { ...named(submitted), ...more })).toMatchObject({
        kind: 'forbidden',
      });
      expect(await dept.refusal(colleague('SALES_MANAGER'), command, { ...named(submitted), ...more })).toMatchObject({
        kind: 'forbidden',
      });
    }
    const rejected = await dept.ask(manager, RejectOfficialAnswer, { ...named(submitted), opinion: '写明恢复时间' });
    expect(rejected).toMatchObject({ state: 'OPEN', answers: [{ decision: 'REJECTED', opinion: '写明恢复时间' }] });
    expect(await answersOf(one.id)).toEqual([]);
    expect(await dept.refusal(manager, ApproveOfficialAnswer, named(rejected))).toMatchObject({
      code: 'incident.illegal-step',
    });
    expect(await answersOf((await register({ incidentId: incident.id })).id)).toEqual([]);
    const again = await approve(await submit(rejected));
    expect(again.answers).toMatchObject([{ decision: 'REJECTED' }, { decision: 'APPROVED', casesTold: 2 }]);
  });

  test('a case leaves its incident with its history; it enters no closed one and none of another project', async () => {
    const incident = await open();
    const one = await link(await register(), incident.id);
    const again = { complaintId: one.id, version: one.version, incidentId: incident.id };
    expect(await dept.refusal(handler, LinkIncident, again)).toMatchObject({ code: 'complaint.incident-unchanged' });
    const out = await link(one, undefined, '另有原因');
    expect(out).not.toHaveProperty('incidentId');
    expect(out.incidentLinks).toMatchObject([{ incidentId: incident.id }, { reason: '另有原因', by: handler.name }]);
    const foreign = await open({ projectId: 'xihu' });
    const into = { complaintId: out.id, version: out.version };
    expect(await dept.refusal(handler, LinkIncident, { ...into, incidentId: foreign.id })).toMatchObject({
      code: 'incident.not-found',
    });
    const { id: incidentId, version } = await dept.ask(handler, GetIncident, { incidentId: incident.id });
    const closed = await dept.ask(handler, CloseIncident, { incidentId, version, reason: '登记有误' });
    expect(closed).toMatchObject({ state: 'CLOSED', ending: { reason: '登记有误' }, allowed: [] });
    expect(await dept.refusal(handler, LinkIncident, { ...into, incidentId })).toMatchObject({
      code: 'incident.closed',
    });
    expect(await dept.refusal(handler, RegisterComplaint, { ...intake, incidentId })).toMatchObject({
      code: 'incident.closed',
    });
    expect((await dept.ask(handler, FindIncidents, { open: true })).items.map(({ id }) => id)).not.toContain(
      incidentId,
    );
  });

  test('many cases are linked in one command, each with its own outcome: one that cannot be holds up no other [REQ-164]', async () => {
    const incident = await approve(await submit(await open()));
    const [one, two, ended] = [await register(), await register(), await register()];
    const linkedBefore = await link(await register(), incident.id);
    const off = { complaintId: ended.id, version: ended.version, reason: '客户自行解决' };
    await dept.ask(handler, WithdrawComplaint, off);
    const foreign = await register({ projectId: 'xihu' });
    const nobody = newId();
    const complaintIds = [two.id, linkedBefore.id, one.id, ended.id, foreign.id, nobody, one.id];
    const assistant = colleague('CUSTOMER_ASSISTANT');
    const asked = { ...named(incident), complaintIds, reason: '同一水泵房' };
    const { outcomes, ...after } = await dept.ask(assistant, LinkCasesToIncident, asked);
    expect(outcomes.map(({ complaintId, linked, code }) => [complaintId, linked ? 'linked' : code])).toEqual([
      [two.id, 'linked'],
      [linkedBefore.id, 'complaint.incident-unchanged'],
      [one.id, 'linked'],
      [ended.id, 'complaint.illegal-step'],
      [foreign.id, 'incident.not-found'],
      [nobody, 'complaint.not-found'],
      [one.id, 'linked'],
    ]);
    expect(outcomes.filter(({ linked, detail }) => linked === (detail !== undefined))).toEqual([]);
    expect(after).toMatchObject({ openCases: 3, endedCases: 0 });
    for (const { id } of [one, two]) {
      const linked = await seen(id);
      expect(linked.version).toBe(outcomes.find(({ complaintId }) => complaintId === id)?.version);
      expect(linked).toMatchObject({ answers: [{ content }], incidentLinks: [{ reason: '同一水泵房' }] });
      expect(await isSettled(id)).toBe(true);
    }
    for (const { id, version } of [linkedBefore, foreign]) expect((await seen(id)).version).toBe(version);
    expect(await dept.refusal(stranger('CS_SUPERVISOR'), LinkCasesToIncident, asked)).toMatchObject({
      code: 'incident.not-found',
    });
    expect(await dept.refusal(colleague('CASHIER'), LinkCasesToIncident, asked)).toMatchObject({ kind: 'forbidden' });
  });

  test('no case enters a closed incident in company, and not more than 200 at once', async () => {
    const incident = await open();
    const { id } = await register();
    const many = (most: number) => ({ ...named(incident), complaintIds: Array.from({ length: most }, () => id) });
    expect(await dept.refusal(handler, LinkCasesToIncident, many(201))).toMatchObject({ kind: 'invalid' });
    expect((await dept.ask(handler, LinkCasesToIncident, many(200))).openCases).toBe(1);
    await link(await seen(id), undefined, '另有原因');
    const closed = await dept.ask(handler, CloseIncident, { ...named(incident), reason: '登记有误' });
    const late = { ...many(1), version: closed.version };
    expect(await dept.refusal(handler, LinkCasesToIncident, many(1))).toMatchObject({ kind: 'stale' });
    expect(await dept.refusal(handler, LinkCasesToIncident, late)).toMatchObject({ code: 'incident.closed' });
    expect(await seen(id)).not.toHaveProperty('incidentId');
  });

  test('an incident whose callers wait for a first answer is not closed [REQ-154]', async () => {
    const incident = await open();
    await register({ incidentId: incident.id });
    expect(await dept.refusal(handler, CloseIncident, named(incident))).toMatchObject({
      code: 'incident.not-answered',
    });
    const answered = await approve(await submit(incident));
    expect(await dept.ask(handler, CloseIncident, named(answered))).toMatchObject({ state: 'CLOSED', openCases: 1 });
  });

  test('colleagues of other roles and projects neither read nor change it', async () => {
    const incident = await open();
    const one = await register();
    const ways = [
      [OpenIncident, cause],
      [GetIncident, { incidentId: incident.id }],
      [SubmitOfficialAnswer, { ...named(incident), content }],
      [CloseIncident, named(incident)],
      [LinkIncident, { complaintId: one.id, version: one.version, incidentId: incident.id }],
    ] as const;
    for (const [way, message] of ways) {
      expect(await dept.refusal(colleague('CASHIER'), way, message)).toMatchObject({ kind: 'forbidden' });
      expect(await dept.refusal(stranger('COMPLAINT_HANDLER'), way, message)).toMatchObject({ kind: 'not-found' });
    }
    expect(await dept.refusal(colleague('CASHIER'), FindIncidents, {})).toMatchObject({ kind: 'forbidden' });
    expect((await dept.ask(stranger('COMPLAINT_HANDLER'), FindIncidents, {})).items).toEqual([]);
    expect((await dept.ask(stranger('COMPLAINT_HANDLER'), FindIncidents, { projectId: 'binjiang' })).items).toEqual([]);
    const decisions = [
      [ApproveOfficialAnswer, {}],
      [RejectOfficialAnswer, { opinion: '不妥' }],
    ] as const;
    for (const [way, more] of decisions) {
      expect(await dept.refusal(handler, way, { ...named(incident), ...more })).toMatchObject({ kind: 'forbidden' });
      expect(await dept.refusal(stranger('MANAGER_IN_CHARGE'), way, { ...named(incident), ...more })).toMatchObject({
        kind: 'not-found',
      });
    }
  });

  test('cases that are linked while the answer is approved are answered once, whoever comes first', async () => {
    for (let round = 0; round < 5; round++) {
      const incident = await open();
      const cases = [await register(), await register(), await register()];
      const submitted = await submit(incident);
      const [linked] = await Promise.all([
        Promise.all(cases.map((each) => link(each, incident.id))),
        approve(submitted),
      ]);
      for (const { id } of linked) expect(await answersOf(id)).toEqual([content]);
    }
  });

  test('a case that somebody works on meanwhile keeps what he did', async () => {
    const incident = await open();
    const one = await register({ incidentId: incident.id });
    const submitted = await submit(incident);
    const mine = { complaintId: one.id, version: one.version, content: '已派维修' };
    const [own] = await Promise.allSettled([dept.ask(handler, AnswerComplaint, mine), approve(submitted)]);
    const contents = await answersOf(one.id);
    expect(contents).toContain(content);
    expect(contents.includes('已派维修')).toBe(own.status === 'fulfilled');
  });

  test('the answer for 2,500 open cases waits for a thousand of them; the others are told at once after, each once', async () => {
    const incident = await open({ projectId: 'flood' });
    const model = await register({ projectId: 'flood', incidentId: incident.id });
    await dept.rows(
      `insert into complaint (id, form_no, project_id, state, received_at, received_by, channel, source, party_id, customer_kind, category, urgency,
         content, due_on, card, incident_id)
       select gen_random_uuid(), 'TS-' || n, project_id, state, received_at, received_by, channel, source, party_id, customer_kind, category, urgency,
         content, due_on, card, incident_id from complaint, generate_series(1, 2499) n where id = ?`,
      [model.id],
    );
    await dept.rows(
      `insert into clock (id, rule, subject_id, cycle, due_at, from_at, payload, policy_version, case_since, project_id)
       select gen_random_uuid(), k.rule, c.id::text, '1', k.due_at, k.from_at, '{}', k.policy_version, k.case_since, k.project_id
       from complaint c, clock k where c.project_id = 'flood' and c.id <> ? and k.subject_id = ?`,
      [model.id, model.id],
    );
    const submitted = await submit(incident);
    const told = await approve(submitted);
    expect(told).toMatchObject({ openCases: 2_500, answers: [{ casesTold: 1_000 }] });
    await eventually(async () => {
      const { answers } = await dept.ask(handler, GetIncident, { incidentId: incident.id });
      return answers[0]?.casesTold === 2_500;
    }, 'the other cases were not told');
    const [left] = await dept.rows<{ cases: number; clocks: number }>(
      `select count(*) filter (where jsonb_array_length(handling->'answers') <> 1 or handling->'answers'->0->>'content' is distinct from ?)::int as cases,
         (select count(*)::int from clock where project_id = 'flood' and rule = 'complaint.first-answer' and settled_at is null) as clocks
       from complaint where project_id = 'flood'`,
      [content],
    );
    expect(left).toEqual({ cases: 0, clocks: 0 });
  }, 30_000);

  test('a second manager approves what the first one wrote', async () => {
    const author = { ...handler, roles: ['CS_SUPERVISOR', 'MANAGER_IN_CHARGE'] as Role[] };
    const submitted = await dept.ask(author, SubmitOfficialAnswer, { ...named(await open()), content });
    const approved = await dept.ask(another('MANAGER_IN_CHARGE'), ApproveOfficialAnswer, named(submitted));
    expect(approved).toMatchObject({ state: 'ANSWERED', answers: [{ proposer: author.name }] });
  });

  test('its states are those that the database takes', () => {
    expect(incidents.sql).toContain(`check (${incidentWorkflow.check('state')})`);
  });
});
