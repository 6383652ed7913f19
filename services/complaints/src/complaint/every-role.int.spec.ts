import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { commands, RegisterComplaint, roles, type CommandClass, type Role } from '@linli/contracts';
import { Refusal } from '@linli/kernel';
import { colleague, ServiceUnderTest } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { complaints } from '../service.js';
import { complaintWorkflow, stepsOf, type ComplaintAction, type ComplaintState } from './complaint.workflow.js';

const form = {
  projectId: 'binjiang',
  customerName: '王芳',
  phone: '13800001234',
  content: '渗水',
  dueOn: '2026-12-20',
};
const PATH = 'POST /complaints/:complaintId/';
const steps = commands.filter(({ http }) => http?.startsWith(PATH));
const nameOf = ({ http }: CommandClass) =>
  http!.slice(PATH.length).replace(/-(\w)/g, (_all, letter: string) => letter.toUpperCase());
const sampleOf = ({ subject }: CommandClass): object =>
  JSON.parse(
    readFileSync(new URL(`../../../../libs/contracts/samples/${subject}.1.json`, import.meta.url), 'utf8'),
  ) as object;

/** What has been done about a case that may take any step that its state has. */
const done = (closedAt: string) => ({
  plans: [
    {
      ...{ number: 1, content: '重做防水', proposerId: 'p', proposer: '拟稿人', proposedAt: closedAt },
      ...{ approverRole: 'MANAGER_IN_CHARGE', matrixVersion: 1 },
      talks: [
        {
          kind: 'FORMAL',
          at: closedAt,
          attendees: '双方',
          offer: '维修',
          answer: '不同意',
          recordedBy: '某人',
          agreed: false,
        },
      ],
    },
  ],
  disposals: [{ executorId: 'e', executor: '执行人', result: '已修', disposedAt: closedAt }],
  ending: { at: closedAt, by: '某人' },
});

describe('Every step in every state by every role', () => {
  let dept: ServiceUnderTest;
  let model: string;
  beforeAll(async () => {
    dept = await ServiceUnderTest.start(AppModule, complaints);
    await dept.rows(`update app_clock set ahead = '2026-11-25T02:00:00Z'::timestamptz - clock_timestamp()`);
    ({ id: model } = await dept.ask(colleague('COMPLAINT_HANDLER'), RegisterComplaint, form));
  }, 60_000);
  afterAll(() => dept.stop());

  /** So many cases in this state. */
  const casesIn = async (state: ComplaintState, many: number): Promise<string[]> => {
    const rows = await dept.rows<{ id: string }>(
      `insert into complaint (id, form_no, project_id, state, received_at, received_by, channel, source, party_id, customer_kind, category, urgency,
         content, due_on, card, handling)
       select gen_random_uuid(), 'R-' || ? || n, project_id, ?, received_at, received_by, channel, source, party_id, customer_kind, category, urgency,
         content, due_on, card, ?::jsonb from complaint, generate_series(1, ?) n where id = ? returning id`,
      [state, state, JSON.stringify(done('2026-11-25T01:00:00.000Z')), many, model],
    );
    return rows.map(({ id }) => id);
  };
  const refusalOf = async (role: Role, step: CommandClass, complaintId: string): Promise<Refusal | undefined> => {
    try {
      await dept.send(colleague(role), step, { ...sampleOf(step), complaintId, version: 1 });
      return undefined;
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
  };
  const marks = { acknowledged: false, disputed: false, waiting: false, explanationOwed: false };

  test('the steps of a case are all there are', () => {
    expect(steps.length).toBeGreaterThan(27);
    expect(complaintWorkflow.actions.filter((action) => !steps.some((step) => nameOf(step) === action))).toEqual([]);
  });

  test.each(complaintWorkflow.states)(
    'in %s whoever may not is refused and changes nothing, and whoever may takes the steps of the table and no other',
    async (state) => {
      const legal = stepsOf({ kind: 'COMPLAINT', state, ...marks });
      const tries = steps.flatMap((step) => roles.map((role) => ({ step, role, may: step.roles.includes(role) })));
      const [untouched = '', ...own] = await casesIn(state, 1 + tries.filter(({ may }) => may).length);
      const wrong: string[] = [];
      for (const step of steps) {
        const attempt = async ({ role, may }: { role: Role; may: boolean }): Promise<void> => {
          const action = nameOf(step);
          const id = may ? own.pop()! : untouched;
          const refusal = await refusalOf(role, step, id);
          const is = refusal ? `${refusal.kind} ${refusal.code}` : 'taken';
          const saw = `${action} by ${role}: ${is}`;
          if (!may) {
            if (is !== 'forbidden request.forbidden') wrong.push(saw);
            return;
          }
          const isWrong = legal.includes(action) ? refusal?.code === 'complaint.illegal-step' : refusal === undefined;
          if (isWrong) wrong.push(saw);
          const [now] = await dept.rows<{ state: string; version: number }>(
            'select state, version from complaint where id = ?',
            [id],
          );
          const isMove = complaintWorkflow.can(state, action as ComplaintAction);
          const expected = refusal || !isMove ? state : complaintWorkflow.move(state, action as ComplaintAction);
          if (now?.state !== expected || (refusal !== undefined && now.version !== 1))
            wrong.push(`${saw}, now ${now?.state}`);
          const byMatrix = refusal?.code === 'complaint.not-your-decision' && role !== 'MANAGER_IN_CHARGE';
          const isOwed = refusal?.code === 'complaint.not-acknowledged' && action === 'close';
          if (isMove && legal.includes(action) && refusal && !byMatrix && !isOwed) wrong.push(saw);
        };
        await Promise.all(tries.filter((each) => each.step === step).map(attempt));
      }
      expect(wrong.sort()).toEqual([]);
      const [left] = await dept.rows('select state, version from complaint where id = ?', [untouched]);
      expect(left).toEqual({ state, version: 1 });
    },
    120_000,
  );
});
