import type { ReleaseBatchView } from '@linli/contracts';
import { columns, instant, present, type RowOf } from '../view/rows.js';
import type { ReleaseBatch } from './release-batch.js';

export type ReleaseBatchRow = Omit<RowOf<ReleaseBatchView>, 'others'>;

const now = (states: string) =>
  `(select count(*)::int from unit u where u.release_batch_id = b.id and u.state in (${states}))`;

export const releaseBatchColumns = `${columns('b', 'id version formNo projectId name reason releasedBy units')},
  ${instant('b.released_at')} as "releasedAt", ${now(`'AVAILABLE'`)} as available, ${now(`'RESERVED'`)} as reserved,
  ${now(`'SOLD', 'SIGNED', 'HANDED_OVER'`)} as sold`;

export const viewOfRow = (row: ReleaseBatchRow): ReleaseBatchView =>
  present<ReleaseBatchView>({ ...row, others: row.units - row.available - row.reserved - row.sold }, []);

/** The batch as it was released a moment ago: all its units are on sale. */
export function view(batch: ReleaseBatch): ReleaseBatchView {
  const { id, version, formNo, projectId, name, reason, releasedBy, units } = batch;
  return viewOfRow({
    ...{ id, version, formNo, projectId, name, reason, releasedBy, units },
    ...{ releasedAt: batch.releasedAt.toISOString(), available: units, reserved: 0, sold: 0 },
  });
}
