import type { RulingView } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { keeps, protectedUntil, type OwnershipDays } from '../prospect/ownership.js';
import { columns, instant, present, type RowOf } from '../view/rows.js';
import type { FollowUpView } from '@linli/contracts';

/** A ruling beside the entries it was made from. */
export interface RulingRow extends Omit<RowOf<RulingView>, 'agrees'> {
  contactKind: string;
  registeredAt: string;
  followUps: FollowUpView[];
  ownershipDays: OwnershipDays;
  held: boolean;
}

/** The unit confirmations of that moment are read from the change log, not from what the ruling says of them. */
export const rulingColumns = `${columns('r', 'id version projectId prospectId outcome ownerId owner claimantId claimant holdsUnit reason')},
  ${instant('r.at')} as at, r.protected_until::text as "protectedUntil",
  ${columns('s', 'contactKind followUps ownershipDays')}, ${instant('s.registered_at')} as "registeredAt",
  exists (select from unit_confirmation c where c.prospect_id = r.prospect_id and c.issued_at <= r.at and not exists (
    select from change_log l where l.aggregate_type = 'unit_confirmation' and l.aggregate_id = c.id::text
      and l.state_to in ('CANCELLED', 'EXPIRED') and l.at <= r.at)) as held`;

export function viewOfRow(row: RulingRow): RulingView {
  const { contactKind, registeredAt, followUps, ownershipDays, held, ...ruling } = row;
  const at = new Date(ruling.at);
  const evidence = { contactKind, registeredAt: new Date(registeredAt), followUps, ownershipDays };
  const outcome = keeps(dayOf(at), protectedUntil(evidence, at), held) ? 'OWNER_KEEPS' : 'CLAIMANT_TAKES';
  const agrees = ruling.outcome === 'ASSIGNED' || ruling.outcome === outcome;
  return present<RulingView>({ ...ruling, agrees }, []);
}
