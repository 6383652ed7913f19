import { briefingPoints, type SubscriptionView } from '@linli/contracts';
import type { Party } from '@linli/parties';
import { columns, number, present, type RowOf } from '../view/rows.js';
import { buyersColumn, buyerView } from './buyers.js';
import type { Subscription } from './subscription.js';
import { subscriptionSteps, type SubscriptionState } from './subscription.workflow.js';

export type SubscriptionRow = RowOf<Omit<SubscriptionView, 'missingPoints'>> & { state: SubscriptionState };

export const subscriptionColumns = `${columns(
  's',
  'id version formNo state projectId unitId room confirmationId prospectId consultantId consultant cancelReason briefedPoints',
)}, s.subscribed_on::text as "subscribedOn", s.sign_by::text as "signBy", s.signing_on::text as "signingOn", ${number('s.agreed_price_fen')} as "agreedPriceFen", ${buyersColumn('s')}`;

/** A loan is spoken of where there is to be one; of everything else whatever was not said is named. */
export function viewOfRow(row: SubscriptionRow): SubscriptionView {
  const missingPoints = briefingPoints.filter((point) => point !== 'LOAN' && !row.briefedPoints.includes(point));
  return present<SubscriptionView>({ ...row, missingPoints }, subscriptionSteps(row.state));
}

export function view(subscription: Subscription, buyers: readonly Party[]): SubscriptionView {
  const { id, version, formNo, state, projectId, unitId, room, confirmationId, prospectId } = subscription;
  const { consultantId, consultant, subscribedOn, signBy, signingOn, agreedPriceFen, cancelReason, briefedPoints } =
    subscription;
  return viewOfRow({
    ...{ id, version, formNo, state, projectId, unitId, room, confirmationId, prospectId, consultantId, consultant },
    ...{ subscribedOn, signBy, signingOn, agreedPriceFen, cancelReason, briefedPoints },
    buyers: buyers.map(buyerView),
  });
}
