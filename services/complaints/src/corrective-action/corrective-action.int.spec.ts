import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Actor, encodeAnswer, Reader } from '@linli/bus';
import {
  ConfirmCorrectiveAction,
  CorrectiveActionConfirmed,
  CorrectiveActionRequested,
  CorrectiveActionReturned,
  FindCorrectiveActions,
  GetComplaint,
  GetCorrectiveAction,
  GetCorrectiveProof,
  GetLetterWords,
  InvestigateComplaint,
  letterContracts,
  RegisterComplaint,
  RequestCorrectiveAction,
  ReturnCorrectiveAction,
  WithdrawCorrectiveAction,
  type CorrectiveActionView,
  type Role,
} from '@linli/contracts';
import { newId } from '@linli/kernel';
import type { Form, Printed } from '@linli/papers';
import { another, colleague, eventually, ServiceUnderTest, stranger } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { complaintForm } from '../complaint/complaint-papers.js';
import { complaints } from '../service.js';
import { letterWithdrawn } from '../migrations/060-letter-withdrawn.js';
import { correctiveActionForm, workContactLetter } from './corrective-action-papers.js';
import { correctiveActionWorkflow } from './corrective-action.workflow.js';

const handler = colleague('COMPLAINT_HANDLER');
const supervisor = colleague('CS_SUPERVISOR');
const engineer = colleague('PROJECT_DEPT');
const { GetLetterAnswers, GetLetterProofForReader, LetterAcknowledged, LetterCarriedOut } =
  letterContracts['property-move-in'];
const intake = {
  ...{ projectId: 'binjiang', channel: 'HOTLINE', source: 'DIRECT', customerName: '王芳', phone: '138 0000 1234' },
  ...{ customerKind: 'OWNER', room: '3-1-1201', category: 'QUALITY', urgency: 'NORMAL', content: '卫生间渗水' },
  dueOn: '2026-12-20',
};
const report = {
  ...{ findings: '楼上防水层破损', cause: '防水层未按图施工', liability: '总包单位', responsibleDepartment: '项目部' },
  ...{ validity: 'JUSTIFIED', validityReason: '现场查实' },
};
const answers = [{ round: 1, done: '已复查 36 户', by: '工程师', at: '2026-11-26T01:00:00.000Z' }];

describe('纠正与预防措施', () => {
  let dept: ServiceUnderTest;
  let isAway = false;
  const proofs: object[] = [];
  beforeAll(async () => {
    dept = await ServiceUnderTest.start(AppModule, complaints);
    await dept.knows('closed-shop');
    // Wednesday, 2 September 2026, ten past nine in Shanghai.
    await dept.rows(`update app_clock set ahead = '2026-09-02T01:10:00Z'::timestamptz - clock_timestamp()`);
    const { nc } = dept.service.connection;
    nc.subscribe(GetLetterAnswers.subject, {
      callback: (_error, message) => void (isAway || message.respond(encodeAnswer(200, { answers }))),
    });
    nc.subscribe(GetLetterProofForReader.subject, {
      callback: (_error, message) => {
        proofs.push(message.json());
        message.respond(encodeAnswer(200, { fileId: newId(), name: '整改.jpg' }));
      },
    });
  }, 60_000);
  afterAll(() => dept.stop());

  async function investigated(more: object = {}) {
    const { id: complaintId, version } = await dept.ask(handler, RegisterComplaint, { ...intake, ...more });
    return dept.ask(handler, InvestigateComplaint, { complaintId, version, ...report });
  }
  const form = { kind: 'CORRECTIVE', department: 'PROJECT_DEPT', demand: '全楼复查防水' };
  const request = async (more: object = {}, project: object = {}) =>
    dept.ask(handler, RequestCorrectiveAction, { complaintId: (await investigated(project)).id, ...form, ...more });
  const seen = (actionId: string) => dept.ask(handler, GetCorrectiveAction, { actionId });
  const place = (aggregateId: string, sequence: number, eventId = newId()) => ({ aggregateId, sequence, eventId });
  const news = (letterId: string, round = 1) => ({ letterId, projectId: 'binjiang', round, staffId: engineer.id });
  const heard = (letterId: string, sequence: number) =>
    eventually(
      async () => (await dept.progress('property-move-in', letterId)) === sequence,
      `news ${sequence} of the letter was not taken in`,
    );
  const signed = async (id: string) => {
    await dept.tell(LetterAcknowledged, news(id), place(id, 1));
    await heard(id, 1);
  };
  const carriedOut = async (id: string, round = 1) => {
    await dept.tell(LetterCarriedOut, news(id, round), place(id, round + 1));
    await heard(id, round + 1);
    return seen(id);
  };
  const check = ({ id: actionId, version }: CorrectiveActionView) => ({ actionId, version, finding: '复查三户均干燥' });
  const openClocks = async (id: string) =>
    (
      await dept.rows<{ rule: string; cycle: string }>(
        `select rule, cycle from clock where subject_id = ? and level = 0 and settled_at is null and cancelled_at is null order by rule`,
        [id],
      )
    ).map(({ rule, cycle }) => `${rule} ${cycle}`);

  test('the cause that was found is passed on by 工作联系函 to the department concerned, with a day to be done by [REQ-150] [REQ-152]', async () => {
    const action = await request();
    expect(action).toMatchObject({
      ...{ state: 'REQUESTED', kind: 'CORRECTIVE', department: 'PROJECT_DEPT', cause: report.cause, round: 1 },
      ...{
        formNo: expect.stringMatching(/^JZ-2026-/),
        letterNo: expect.stringMatching(/^LX-2026-/),
        allowed: ['withdraw'],
      },
      // Ten working days from Wednesday, 2 September.
      ...{ dueOn: '2026-09-16' },
    });
    const told = (await dept.published(CorrectiveActionRequested)).filter(({ actionId }) => actionId === action.id);
    expect(told).toEqual([
      {
        ...{ actionId: action.id, projectId: 'binjiang', department: 'PROJECT_DEPT', kind: 'CORRECTIVE' },
        ...{ complaintId: action.complaintId, dueOn: '2026-09-16' },
      },
    ]);
    expect(await openClocks(action.id)).toEqual(['corrective-action.acknowledge 1', 'corrective-action.carry-out 1']);
  });

  test('a cause that could show itself is passed on as 预防措施, also by a meeting that was held [REQ-151] [REQ-152]', async () => {
    const meeting = { heldAt: '2026-09-01T02:00:00.000Z', attendees: '项目部、客服部' };
    const action = await request({ kind: 'PREVENTIVE', cause: '同批防水材料用于二期', meeting });
    expect(action).toMatchObject({ kind: 'PREVENTIVE', cause: '同批防水材料用于二期', meeting });
    const words = await dept.askAs('property-move-in', GetLetterWords, { actionId: action.id });
    expect(words).toMatchObject({ metAt: meeting.heldAt, attendees: meeting.attendees, letterNo: action.letterNo });
    const { id: complaintId } = await investigated();
    const future = { ...form, complaintId, meeting: { ...meeting, heldAt: '2026-09-03T02:00:00Z' } };
    expect(await dept.refusal(handler, RequestCorrectiveAction, future)).toMatchObject({
      code: 'corrective-action.meeting-in-future',
    });
  });

  test('without a cause nothing is passed on', async () => {
    const { id: complaintId } = await dept.ask(handler, RegisterComplaint, { ...intake, kind: 'REPAIR' });
    const asked = { complaintId, ...form };
    expect(await dept.refusal(handler, RequestCorrectiveAction, asked)).toMatchObject({
      code: 'corrective-action.cause-unknown',
    });
    await dept.ask(handler, RequestCorrectiveAction, { ...asked, cause: '阀门批次不合格' });
  });

  test('it is signed for and carried out there, its effect is checked here, and what has none goes back [REQ-150] [REQ-151]', async () => {
    const { id } = await request();
    await signed(id);
    expect(await seen(id)).toMatchObject({ state: 'ACKNOWLEDGED', acknowledgedAt: expect.any(String), answers });
    const done = await carriedOut(id);
    expect(done).toMatchObject({ state: 'CARRIED_OUT', allowed: ['confirm', 'return'] });
    expect(await openClocks(id)).toEqual(['corrective-action.check-effect 1']);
    const back = await dept.ask(supervisor, ReturnCorrectiveAction, { ...check(done), finding: '又有两户渗水' });
    expect(back).toMatchObject({ state: 'ACKNOWLEDGED', round: 2, dueOn: '2026-09-16', allowed: [] });
    expect(back).not.toHaveProperty('carriedOutAt');
    expect(await openClocks(id)).toEqual(['corrective-action.carry-out 2']);
    const [returned] = (await dept.published(CorrectiveActionReturned)).filter(({ actionId }) => actionId === id);
    expect(returned).toMatchObject({ round: 2, department: 'PROJECT_DEPT', dueOn: '2026-09-16' });
    const again = await carriedOut(id, 2);
    const ended = await dept.ask(supervisor, ConfirmCorrectiveAction, check(again));
    expect(ended).toMatchObject({ state: 'EFFECTIVE', allowed: [] });
    expect(ended.effectChecks.map(({ round, effective }) => [round, effective])).toEqual([
      [1, false],
      [2, true],
    ]);
    expect(await openClocks(id)).toEqual([]);
    expect((await dept.published(CorrectiveActionConfirmed)).map(({ actionId }) => actionId)).toContain(id);
  });

  test('what is not done yet cannot be checked, and nobody checks what he did himself', async () => {
    const action = await request();
    expect(await dept.refusal(supervisor, ConfirmCorrectiveAction, check(action))).toMatchObject({
      code: 'corrective-action.illegal-step',
    });
    await signed(action.id);
    const done = await carriedOut(action.id);
    const both = { ...engineer, roles: ['PROJECT_DEPT', 'MANAGER_IN_CHARGE'] as Role[] };
    for (const command of [ConfirmCorrectiveAction, ReturnCorrectiveAction])
      expect(await dept.refusal(both, command, check(done))).toMatchObject({
        code: 'corrective-action.checker-is-doer',
      });
    await dept.ask({ ...another('MANAGER_IN_CHARGE') }, ConfirmCorrectiveAction, check(done));
  });

  describe('news of a letter', () => {
    test('that come twice, or tell of a round that is over, change nothing', async () => {
      const { id } = await request();
      const first = place(id, 1);
      await dept.tell(LetterAcknowledged, news(id), first);
      await dept.tell(LetterAcknowledged, news(id), first);
      await heard(id, 1);
      const { version } = await seen(id);
      await dept.tell(LetterAcknowledged, news(id), place(id, 2));
      await heard(id, 2);
      expect((await seen(id)).version).toBe(version);
      await dept.tell(LetterCarriedOut, news(id), place(id, 3));
      await heard(id, 3);
      await dept.ask(supervisor, ReturnCorrectiveAction, check(await seen(id)));
      await dept.tell(LetterCarriedOut, news(id, 1), place(id, 4));
      await heard(id, 4);
      expect(await seen(id)).toMatchObject({ state: 'ACKNOWLEDGED', round: 2 });
    });

    test('that come in another order wait for each other', async () => {
      const { id } = await request();
      await dept.tell(LetterCarriedOut, news(id), place(id, 2));
      await dept.tell(LetterAcknowledged, news(id), place(id, 1));
      await heard(id, 2);
      expect(await seen(id)).toMatchObject({ state: 'CARRIED_OUT' });
    });

    test('that come after the action was confirmed, or of one that is not here, are ignored', async () => {
      const { id } = await request();
      await signed(id);
      await dept.ask(supervisor, ConfirmCorrectiveAction, check(await carriedOut(id)));
      await dept.tell(LetterCarriedOut, news(id), place(id, 3));
      await dept.tell(LetterAcknowledged, news(id), place(id, 4));
      await heard(id, 4);
      expect(await seen(id)).toMatchObject({ state: 'EFFECTIVE' });
      const unknown = newId();
      await signed(unknown);
      await dept.tell(LetterCarriedOut, news(unknown), place(unknown, 2));
      await heard(unknown, 2);
    });

    test('that cannot be understood are parked and hold up nothing but their own action', async () => {
      const { id } = await request();
      await dept.tell(LetterAcknowledged, { ...news(id), round: 0 }, place(id, 1));
      await eventually(
        async () => (await dept.rows('select 1 from dead_letter where aggregate_id = ?', [id])).length === 1,
        'the news that cannot be understood were not parked',
      );
      await signed((await request()).id);
    });
  });

  test('colleagues of other roles and projects cannot raise, check or read it', async () => {
    const action = await request({}, { projectId: 'closed-shop' });
    const { id: actionId, version, complaintId } = action;
    const ways = [
      [RequestCorrectiveAction, { complaintId, ...form }],
      [ConfirmCorrectiveAction, { actionId, version, finding: '好' }],
      [ReturnCorrectiveAction, { actionId, version, finding: '好' }],
      [WithdrawCorrectiveAction, { actionId, version, reason: '错' }],
      [GetCorrectiveAction, { actionId }],
      [GetLetterWords, { actionId }],
      [GetCorrectiveProof, { actionId, round: 1 }],
    ] as const;
    for (const [way, message] of ways) {
      expect(await dept.refusal(colleague('CASHIER'), way, message)).toMatchObject({ kind: 'forbidden' });
      expect(await dept.refusal(stranger('COMPLAINT_HANDLER'), way, message)).toMatchObject({ kind: 'not-found' });
    }
    expect(await dept.refusal(colleague('CASHIER'), FindCorrectiveActions, {})).toMatchObject({ kind: 'forbidden' });
    // The words are for the department that the letter was sent to, not for others.
    expect(await dept.ask(engineer, GetLetterWords, { actionId })).toMatchObject({ demand: form.demand });
    expect(await dept.refusal(colleague('FINANCE_DEPT'), GetLetterWords, { actionId })).toMatchObject({
      kind: 'not-found',
    });
    await expect(dept.askAs('sales-office', GetLetterWords, { actionId })).rejects.toMatchObject({ kind: 'not-found' });
    const listed = async (asked: object, by = handler) =>
      (await dept.ask(by, FindCorrectiveActions, asked)).items.map(({ id }) => id);
    const mine = { projectId: 'closed-shop' };
    for (const filter of [
      mine,
      { complaintId },
      { ...mine, open: true, state: 'REQUESTED', department: 'PROJECT_DEPT' },
    ])
      expect(await listed(filter)).toEqual([actionId]);
    for (const filter of [
      { ...mine, state: 'EFFECTIVE' },
      { ...mine, department: 'CLIENT_CLUB' },
    ])
      expect(await listed(filter)).toEqual([]);
    expect(await listed({}, stranger('COMPLAINT_HANDLER'))).toEqual([]);
  });

  test('the file that proves it is fetched from the department for the one who reads it', async () => {
    const { id: actionId } = await request();
    expect(await dept.ask(handler, GetCorrectiveProof, { actionId, round: 1 })).toMatchObject({ name: '整改.jpg' });
    expect(proofs).toEqual([{ letterId: actionId, round: 1, readerId: handler.id }]);
  });

  test('one that stays open goes up the chain, each level once, and its round begins without a level', async () => {
    const { id } = await request();
    await signed(id);
    await dept.travel('30 days');
    const late = await eventually(async () => {
      const found = await seen(id);
      return found.escalationLevel === 3 ? found : undefined;
    }, 'the action was not escalated');
    expect(late.escalations.map(({ duty, level, role }) => [duty, level, role ?? ''])).toEqual([
      ['CARRY_OUT', 0, ''],
      ['CARRY_OUT', 1, 'CS_SUPERVISOR'],
      ['CARRY_OUT', 2, 'MANAGER_IN_CHARGE'],
      ['CARRY_OUT', 3, 'LEADERSHIP'],
    ]);
    const done = await carriedOut(id);
    const back = await dept.ask(supervisor, ReturnCorrectiveAction, check(done));
    expect(back).toMatchObject({ round: 2, escalationLevel: 0 });
    await dept.rows(`update app_clock set ahead = ahead - interval '30 days'`);
  });

  test('both papers carry their numbers; 客户投诉登记表 names the letter [REQ-137] [REQ-150] [REQ-152]', async () => {
    const { id: actionId, formNo, letterNo, complaintId } = await request();
    const reader = dept.service.app.get(Reader, { strict: false });
    const { ask } = dept.service.connection;
    const by = (roles: readonly Role[], projects = ['binjiang']) =>
      new Actor('m', '某人', roles, projects, 'linli', '');
    const fill = (
      paper: unknown,
      asked: object,
      roles: readonly Role[],
      projects?: string[],
    ): Promise<Printed | undefined> => (paper as Form).fill(asked, { reader, ask, by: by(roles, projects) });
    const letter = await fill(workContactLetter, { actionId }, ['PROJECT_DEPT']);
    expect(letter).toMatchObject({ title: '工作联系函', number: letterNo });
    expect(letter?.parts).toContainEqual({ label: '要求采取的措施', text: form.demand, lines: 4 });
    expect(await fill(workContactLetter, { actionId }, ['FINANCE_DEPT'])).toBeUndefined();
    const sheet = await fill(correctiveActionForm, { actionId }, ['COMPLAINT_HANDLER']);
    expect(sheet).toMatchObject({ number: formNo });
    expect(sheet?.parts.flatMap((part) => ('rows' in part ? part.rows : []))).toEqual([
      ['1', '2026-11-26 09:00', '工程师', '已复查 36 户', ''],
    ]);
    isAway = true;
    expect(await fill(correctiveActionForm, { actionId }, ['COMPLAINT_HANDLER'])).toMatchObject({ number: formNo });
    isAway = false;
    expect(await fill(correctiveActionForm, { actionId }, ['COMPLAINT_HANDLER'], ['xihu'])).toBeUndefined();
    const register = await fill(complaintForm, { complaintId }, ['COMPLAINT_HANDLER']);
    expect(register?.parts).toContainEqual({ label: '纠正/预防措施(工作联系函)', text: `${letterNo} 项目部 已发函` });
    expect(await dept.ask(handler, GetComplaint, { complaintId })).toMatchObject({ state: 'INVESTIGATED' });
  });

  test('its states are those that the database takes', () => {
    expect(letterWithdrawn.sql).toContain(`check (${correctiveActionWorkflow.check('state')})`);
  });
});
