import type { DisclosureView } from '@linli/contracts';
import { columns, instant, present, type RowOf } from '../view/rows.js';
import type { Disclosure } from './disclosure.js';
import { disclosureSteps, type DisclosureState } from './disclosure.workflow.js';

export type DisclosureRow = RowOf<DisclosureView> & { state: DisclosureState };

export const disclosureColumns = `${columns(
  'd',
  'id version state projectId kind content place fileId displayedBy checkedBy finding',
)}, d.displayed_on::text as "displayedOn", d.valid_until::text as "validUntil", ${instant('d.checked_at')} as "checkedAt"`;

export const viewOfRow = (row: DisclosureRow): DisclosureView => present(row, disclosureSteps(row.state));

export function view(one: Disclosure): DisclosureView {
  const { id, version, state, projectId, kind, content, place, fileId, displayedOn, displayedBy, validUntil } = one;
  const { checkedAt, checkedBy, finding } = one;
  return viewOfRow({
    ...{ id, version, state, projectId, kind, content, place, fileId, displayedOn, displayedBy, validUntil },
    ...{ checkedBy, finding },
    checkedAt: checkedAt?.toISOString() ?? null,
  });
}
