import type { SubscriptionView } from '@linli/contracts';
import type { Party } from '@linli/parties';
import { columns, number, present, type RowOf } from '../view/rows.js';
import { buyersColumn, buyerView } from './buyers.js';
import type { Subscription } from './subscription.js';
import { subscriptionSteps, type SubscriptionState } from './subscription.workflow.js';

export type SubscriptionRow = RowOf<SubscriptionView> & { state: SubscriptionState };

export const subscriptionColumns = `${columns(
  's',
  'id version formNo state projectId unitId room confirmationId prospectId consultantId consultant cancelReason',
)}, s.subscribed_on::text as "subscribedOn", s.sign_by::text as "signBy", s.signing_on::text as "signingOn", ${number('s.agreed_price_fen')} as "agreedPriceFen", ${buyersColumn('s')}`;

export const viewOfRow = (row: SubscriptionRow): SubscriptionView => present(row, subscriptionSteps(row.state));

export function view(subscription: Subscription, buyers: readonly Party[]): SubscriptionView {
  const { id, version, formNo, state, projectId, unitId, room, confirmationId, prospectId } = subscription;
  const { consultantId, consultant, subscribedOn, signBy, signingOn, agreedPriceFen, cancelReason } = subscription;
  return viewOfRow({
    ...{ id, version, formNo, state, projectId, unitId, room, confirmationId, prospectId, consultantId, consultant },
    ...{ subscribedOn, signBy, signingOn, agreedPriceFen, cancelReason },
    buyers: buyers.map(buyerView),
  });
}
