import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Actor, Reader } from '@linli/bus';
import {
  CorrectiveActionWithdrawn,
  FindCorrectiveActions,
  GetCorrectiveAction,
  GetLetterWords,
  letterContracts,
  RegisterComplaint,
  RequestCorrectiveAction,
  WithdrawCorrectiveAction,
  type CorrectiveActionView,
} from '@linli/contracts';
import { newId } from '@linli/kernel';
import type { Form, Printed } from '@linli/papers';
import { colleague, eventually, ServiceUnderTest } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { complaints } from '../service.js';
import { correctiveActionForm, workContactLetter } from './corrective-action-papers.js';

const handler = colleague('COMPLAINT_HANDLER');
const supervisor = colleague('CS_SUPERVISOR');
const { LetterAcknowledged, LetterCarriedOut } = letterContracts['property-move-in'];
const intake = {
  ...{ projectId: 'binjiang', channel: 'HOTLINE', source: 'DIRECT', customerName: '王芳', phone: '138 0000 1234' },
  ...{ customerKind: 'OWNER', room: '3-1-1201', category: 'QUALITY', urgency: 'NORMAL', content: '卫生间渗水' },
  dueOn: '2026-12-20',
};
const form = { kind: 'CORRECTIVE', department: 'PROJECT_DEPT', cause: '防水层未按图施工', demand: '全楼复查防水' };

describe('A 工作联系函 that was wrong', () => {
  let dept: ServiceUnderTest;
  beforeAll(async () => {
    dept = await ServiceUnderTest.start(AppModule, complaints);
    await dept.knows('wrong-letter');
    await dept.rows(`update app_clock set ahead = '2026-09-02T01:10:00Z'::timestamptz - clock_timestamp()`);
  }, 60_000);
  afterAll(() => dept.stop());

  const request = async (more: object = {}): Promise<CorrectiveActionView> => {
    const { id: complaintId } = await dept.ask(handler, RegisterComplaint, { ...intake, ...more });
    return dept.ask(handler, RequestCorrectiveAction, { complaintId, ...form });
  };
  const seen = (actionId: string) => dept.ask(handler, GetCorrectiveAction, { actionId });
  const place = (aggregateId: string, sequence: number) => ({ aggregateId, sequence, eventId: newId() });
  const news = (letterId: string) => ({ letterId, projectId: 'binjiang', round: 1, staffId: 'engineer' });
  const heard = (letterId: string, sequence: number) =>
    eventually(
      async () => (await dept.progress('property-move-in', letterId)) === sequence,
      `news ${sequence} of the letter was not taken in`,
    );
  const signed = async (id: string) => {
    await dept.tell(LetterAcknowledged, news(id), place(id, 1));
    await heard(id, 1);
  };
  const openClocks = (id: string) =>
    dept.rows(`select rule from clock where subject_id = ? and settled_at is null and cancelled_at is null`, [id]);

  const withdraw = ({ id: actionId, version }: CorrectiveActionView) =>
    dept.ask(supervisor, WithdrawCorrectiveAction, { actionId, version, reason: '发错部门' });

  test('is taken back with its reason before anybody signed for it; the department is told, and nothing is owed [REQ-152]', async () => {
    const action = await request({ projectId: 'wrong-letter' });
    const { id: actionId } = action;
    const gone = await withdraw(action);
    expect(gone).toMatchObject({
      ...{ state: 'WITHDRAWN', allowed: [] },
      withdrawal: { reason: '发错部门', by: supervisor.name, at: expect.any(String) },
    });
    expect(await openClocks(actionId)).toEqual([]);
    const told = (await dept.published(CorrectiveActionWithdrawn)).filter((each) => each.actionId === actionId);
    expect(told).toEqual([{ actionId, projectId: 'wrong-letter', department: 'PROJECT_DEPT' }]);
    expect(await dept.askAs('property-move-in', GetLetterWords, { actionId })).toMatchObject({
      ...{ withdrawalReason: '发错部门', withdrawnBy: supervisor.name, withdrawnAt: gone.withdrawal?.at },
    });
    const open = { projectId: 'wrong-letter', open: true };
    expect((await dept.ask(handler, FindCorrectiveActions, open)).items).toEqual([]);
    const listed = { projectId: 'wrong-letter', state: 'WITHDRAWN' };
    expect((await dept.ask(handler, FindCorrectiveActions, listed)).items).toEqual([gone]);
    expect(await dept.refusal(supervisor, WithdrawCorrectiveAction, named(gone))).toMatchObject({
      code: 'corrective-action.illegal-step',
    });
  });

  test('stays taken back when the signature of the department crosses with it', async () => {
    const action = await request();
    const { version } = await withdraw(action);
    await signed(action.id);
    await dept.tell(LetterCarriedOut, news(action.id), place(action.id, 2));
    await heard(action.id, 2);
    expect(await seen(action.id)).toMatchObject({ state: 'WITHDRAWN', version });
    expect(await openClocks(action.id)).toEqual([]);
  });

  test('is no longer taken back once it was signed for', async () => {
    const { id } = await request();
    await signed(id);
    const action = await seen(id);
    expect(action.allowed).toEqual([]);
    expect(await dept.refusal(supervisor, WithdrawCorrectiveAction, named(action))).toMatchObject({
      code: 'corrective-action.illegal-step',
    });
  });

  const named = ({ id: actionId, version }: CorrectiveActionView) => ({ actionId, version, reason: '发错部门' });

  test('says so on both papers [REQ-152]', async () => {
    const { id: actionId } = await withdraw(await request());
    const reader = dept.service.app.get(Reader, { strict: false });
    const by = new Actor('m', '某人', ['COMPLAINT_HANDLER'], ['binjiang'], 'linli', '');
    const fill = (paper: unknown): Promise<Printed | undefined> =>
      (paper as Form).fill({ actionId }, { reader, ask: dept.service.connection.ask, by });
    for (const [paper, title] of [
      [workContactLetter, '工作联系函(已撤回)'],
      [correctiveActionForm, '纠正与预防措施单'],
    ] as const) {
      const printed = await fill(paper);
      expect(printed?.title).toBe(title);
      expect(printed?.parts.flatMap((part) => ('label' in part && part.label === '撤回' ? [part.text] : []))).toEqual([
        expect.stringMatching(/:发错部门$/),
      ]);
    }
  });
});
