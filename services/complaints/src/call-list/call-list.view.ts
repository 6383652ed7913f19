import type { EntityManager } from '@mikro-orm/postgresql';
import type { CallListView } from '@linli/contracts';
import { viewing } from '../view/viewing.js';
import { callListWorkflow, type CallList, type CallListState } from './call-list.js';

const own = viewing<CallListView>(
  'l',
  'id version formNo projectId state title purpose callScriptId openedBy openedAt:instant',
  ({ state }) => callListWorkflow.allowed(state as CallListState),
);

/** How many entries there are, and how far they are; from lists l and, sideways, their entries n. */
export const shown = {
  select: `${own.columns}, n.entries, n.reached, n.skipped from call_list l cross join lateral (
    select count(*)::int as entries, count(*) filter (where state = 'REACHED')::int as reached,
      count(*) filter (where state = 'SKIPPED')::int as skipped from call_list_entry where call_list_id = l.id) n`,
  ofRow: (row: object): CallListView => {
    const { entries, reached, skipped } = row as CallListView;
    return { ...own.ofRow(row), entries, reached, skipped };
  },
};

/** The list with its numbers as they stand after this step. */
export async function view(em: EntityManager, list: CallList): Promise<CallListView> {
  await em.flush();
  const [many] = await em.execute<object[]>(
    `select count(*)::int as entries, count(*) filter (where state = 'REACHED')::int as reached,
       count(*) filter (where state = 'SKIPPED')::int as skipped from call_list_entry where call_list_id = ?`,
    [list.id],
  );
  return { ...own.of(list), ...many };
}
