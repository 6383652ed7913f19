import {
  concernedDepartments,
  GetCorrectiveAction,
  GetLetterWords,
  type CorrectiveActionView,
  type DepartmentCode,
} from '@linli/contracts';
import type { Reader } from '@linli/bus';
import { Refusal } from '@linli/kernel';
import { form, minute, words, type PrintedPart } from '@linli/papers';
import { letterWords } from './get-letter-words.js';
import { readAction, withAnswers } from './read-action.js';

const kinds = { CORRECTIVE: '纠正措施', PREVENTIVE: '预防措施' };
const states = {
  REQUESTED: '已发函',
  ACKNOWLEDGED: '已签收',
  CARRIED_OUT: '已落实',
  EFFECTIVE: '效果已验证',
  WITHDRAWN: '已撤回',
};

const withdrawn = (at: string, by: string | undefined, reason: string | undefined) =>
  `${minute(at)} ${by ?? ''}:${reason ?? ''}`;

const departmentName = (code: string) => concernedDepartments[code as DepartmentCode].name;

/** The letters of a case in one line each, for 客户投诉登记表. */
export async function lettersOfCase(reader: Reader, complaintId: string): Promise<string | undefined> {
  const rows = await reader.all<{ letterNo: string; department: string; state: string }>(
    'select letter_no as "letterNo", department, state from corrective_action where complaint_id = $1 order by id',
    [complaintId],
  );
  const lines = rows.map(({ letterNo, department, state }) =>
    [letterNo, departmentName(department), words(states, state)].join(' '),
  );
  return lines.length > 0 ? lines.join('\n') : undefined;
}

/** What is not there for the asker gives no paper. */
const ifFound = async <R>(found: Promise<R>): Promise<R | undefined> =>
  found.catch((error: unknown) => {
    if (error instanceof Refusal && error.kind === 'not-found') return undefined;
    throw error;
  });

/** 工作联系函 as it goes to the department concerned [REQ-152]. */
export const workContactLetter = form({
  name: 'work-contact-letter',
  title: '工作联系函',
  of: GetLetterWords,
  fill: ({ actionId }, { reader, by }) =>
    ifFound(
      readAction(reader, actionId, by).then((action) => {
        const letter = letterWords(action, by);
        return {
          title: letter.withdrawnAt ? '工作联系函(已撤回)' : '工作联系函',
          number: letter.letterNo,
          parts: [
            {
              fields: [
                ['致', departmentName(letter.department)],
                ['发函人', letter.requestedBy],
                ['发函时间', minute(letter.requestedAt)],
                ['要求完成日期', letter.dueOn],
                ['投诉编号', letter.complaintNo],
                ['类别', words(kinds, letter.kind)],
                ...(letter.metAt
                  ? ([
                      ['会议时间', minute(letter.metAt)],
                      ['参会人', letter.attendees],
                    ] as const)
                  : []),
              ],
            },
            ...(letter.withdrawnAt
              ? [
                  {
                    label: '撤回',
                    text: withdrawn(letter.withdrawnAt, letter.withdrawnBy, letter.withdrawalReason),
                    lines: 2,
                  },
                ]
              : []),
            { label: '问题发生的原因', text: letter.cause, lines: 4 },
            { label: '要求采取的措施', text: letter.demand, lines: 4 },
            ...(letter.withdrawnAt
              ? [{ words: '本函已撤回,收函部门无需签收和落实。', small: true }, { signatures: ['发函人'] }]
              : [
                  { words: '请贵部门签收并按期落实,落实情况及证明材料请在系统中填报;效果经验证后结案。', small: true },
                  { label: '落实情况', text: undefined, lines: 4 },
                  { signatures: ['发函人', '收函部门签收', '部门负责人'] },
                ]),
          ],
        };
      }),
    ),
});

/** 纠正与预防措施: one action from its cause to the proof of its effect [REQ-150, REQ-151]. */
export const correctiveActionForm = form({
  name: 'corrective-action-form',
  title: '纠正与预防措施单',
  of: GetCorrectiveAction,
  fill: async ({ actionId }, { reader, ask, by }) => {
    const action = await ifFound(readAction(reader, actionId, by));
    if (!action) return undefined;
    const told = await withAnswers(ask, action);
    return { title: '纠正与预防措施单', number: action.formNo, parts: partsOf(told) };
  },
});

function partsOf(action: CorrectiveActionView): PrintedPart[] {
  const { answers = [], effectChecks } = action;
  return [
    {
      fields: [
        ['类别', words(kinds, action.kind)],
        ['状态', words(states, action.state)],
        ['相关部门', departmentName(action.department)],
        ['工作联系函', action.letterNo],
        ['投诉编号', action.complaintNo],
        ['项目', action.projectId],
        ['发函人', action.requestedBy],
        ['发函时间', minute(action.requestedAt)],
        ['签收时间', minute(action.acknowledgedAt)],
        ['要求完成日期', action.dueOn],
      ],
    },
    ...(action.withdrawal
      ? [
          {
            label: '撤回',
            text: withdrawn(action.withdrawal.at, action.withdrawal.by, action.withdrawal.reason),
            lines: 2,
          },
        ]
      : []),
    { label: '问题发生的原因', text: action.cause, lines: 3 },
    { label: '要求采取的措施', text: action.demand, lines: 3 },
    ...table('落实情况', ['次', '时间', '落实人', '落实情况', '证明材料'], [24, 84, 60, '*', 100], () =>
      answers.map((each) => [`${each.round}`, minute(each.at), each.by, each.done, each.fileName ?? '']),
    ),
    ...table('效果验证', ['次', '时间', '验证人', '验证情况', '结果'], [24, 84, 60, '*', 60], () =>
      effectChecks.map((each) => [
        `${each.round}`,
        minute(each.at),
        each.by,
        each.finding,
        each.effective ? '有效' : '无效',
      ]),
    ),
    { signatures: ['发函人', '部门负责人', '验证人'] },
  ];
}

function table(heading: string, headers: string[], widths: (number | '*')[], rowsOf: () => string[][]): PrintedPart[] {
  const rows = rowsOf();
  return rows.length === 0 ? [{ label: heading, text: undefined, lines: 3 }] : [{ heading }, { headers, widths, rows }];
}
