import type { Actor, Ask, Reader } from '@linli/bus';
import {
  concernedDepartments,
  letterContracts,
  type CorrectiveActionView,
  type DepartmentCode,
  type LetterContracts,
} from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { actionColumns, viewOfRow } from './corrective-action.view.js';

/** The action as complaints keeps it, for one who sees its project. */
export async function readAction(reader: Reader, actionId: string, by: Actor): Promise<CorrectiveActionView> {
  const row = await reader.one<{ projectId: string }>(
    `select ${actionColumns} from corrective_action a where a.id = $1`,
    [actionId],
  );
  if (!row || !by.sees(row.projectId)) throw noAction();
  return viewOfRow(row);
}

export const noAction = () => refuse.notFound('corrective-action.not-found', '没有这份纠正与预防措施，请核对编号。');

export const lettersOf = ({ department }: Pick<CorrectiveActionView, 'department'>): LetterContracts =>
  letterContracts[concernedDepartments[department as DepartmentCode].service];

/** The action with what the department wrote about it; without, while the department is away or has not got it yet. */
export async function withAnswers(ask: Ask, action: CorrectiveActionView): Promise<CorrectiveActionView> {
  const { GetLetterAnswers } = lettersOf(action);
  const told = await ask.ask(GetLetterAnswers, { letterId: action.id }, { timeoutMs: 2_000 }).catch(() => undefined);
  return told ? { ...action, answers: told.answers } : action;
}
