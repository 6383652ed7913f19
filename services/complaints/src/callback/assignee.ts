import { refuse } from '@linli/kernel';
import type { Assignee } from './callback.js';

/** The colleague who is named, by account and name; undefined when none is. */
export function assigneeOf(named: { assigneeId?: string; assigneeName?: string }): Assignee | undefined {
  const { assigneeId, assigneeName } = named;
  if (assigneeId === undefined && assigneeName === undefined) return undefined;
  if (assigneeId === undefined || assigneeName === undefined)
    throw refuse.invalid('callback.assignee-incomplete', 'assigneeId 和 assigneeName 须同时填写，或都不填。');
  return { id: assigneeId, name: assigneeName };
}
