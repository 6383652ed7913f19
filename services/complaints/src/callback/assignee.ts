import { refuse } from '@linli/kernel';
import type { Assignee } from './callback.js';

/** The colleague who is named, by account and name; undefined when none is. */
export function assigneeOf(named: { assigneeId?: string; assigneeName?: string }): Assignee | undefined {
  const { assigneeId, assigneeName } = named;
  if (assigneeId === undefined && assigneeName === undefined) return undefined;
  if (assigneeId === undefined || assigneeName === undefined)
    throw refuse.invalid('callback.assignee-incomplete', 'Give both assigneeId and assigneeName, or neither.');
  return { id: assigneeId, name: assigneeName };
}
