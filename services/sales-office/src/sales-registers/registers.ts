import type {
  FindPurchasedUnits,
  FindUnsignedCustomers,
  PurchasedUnitView,
  UnsignedCustomerView,
} from '@linli/contracts';
import type { Actor, ListRead } from '@linli/bus';
import { ownBook } from '../prospect/book.js';
import { buyersColumn } from '../subscription/buyers.js';
import { columns, number } from '../view/rows.js';

type Nullable<V> = { [F in keyof V]: undefined extends V[F] ? V[F] | null : V[F] };
export type PurchasedUnitRow = Nullable<PurchasedUnitView>;
export type UnsignedCustomerRow = Nullable<UnsignedCustomerView>;

type Conditions = ListRead['where'];

/** What every register of sales shows to this person: his projects, and a consultant his own customers. */
const scope = (by: Actor): Conditions => ({
  'c.project_id = any(?)': by.seesAll ? undefined : by.projects,
  'c.consultant_id = ?': ownBook(by),
});

const price = 'coalesce(k.total_price_fen, s.agreed_price_fen, u.total_price_fen)';

/** 业主登记一览表 is read, not written: it follows every booking, contract and change in the same step [REQ-086]. */
export const purchasedUnits = {
  columns: `c.id, c.project_id as "projectId", c.consultant, ${columns('u', 'building floor room layout state')}, u.id as "unitId",
    ${number('u.area_m2')} as "areaM2", ${number(`round(${price} / u.area_m2)`)} as "unitPriceFen", ${number(price)} as "totalPriceFen",
    case when s.id is null then (select jsonb_build_array(jsonb_strip_nulls(jsonb_build_object('partyId', p.id, 'name', p.name_masked,
      'phone', p.phone_masked, 'idNumber', p.id_number_masked))) from party p where p.id = c.party_id)
    else (select b."buyers" from (select ${buyersColumn('s')}) b) end as "buyers",
    ${columns('r', 'occupation incomeBand education residentialArea channel motive')}, ${number('c.deposit_fen')} as "depositFen",
    c.confirmed_on::text as "financeConfirmedOn", s.subscribed_on::text as "subscribedOn", s.sign_by::text as "signBy",
    k.signed_on::text as "signedOn", k.payment_method as "paymentMethod",
    (select count(*)::int from sale_change g where g.subscription_id = s.id and g.state = 'EXECUTED') as "changes"`,
  from: `unit_confirmation c join unit u on u.id = c.unit_id join prospect r on r.id = c.prospect_id
    left join subscription s on s.confirmation_id = c.id and s.state <> 'CANCELLED' left join contract k on k.subscription_id = s.id`,
  where: ({ projectId, building, consultantId }: FindPurchasedUnits, by: Actor): Conditions => ({
    'c.state = any(?)': ['SOLD', 'SUBSCRIBED'],
    'c.project_id = ?': projectId,
    'u.building = ?': building,
    '?::text = c.consultant_id': consultantId,
    ...scope(by),
  }),
};

/** 未签约客户一览表: on the list from the day after signBy until the contract is signed [REQ-091]. */
export const unsignedCustomers = {
  columns: `${columns('c', 'id formNo projectId room consultantId consultant')}, p.name_masked as "customerName", p.phone_masked as "phone",
    c.subscribed_on::text as "subscribedOn", c.sign_by::text as "signBy", c.signing_on::text as "signingOn",
    (app_now() at time zone 'Asia/Shanghai')::date - c.sign_by as "daysOver", ${number('c.agreed_price_fen')} as "agreedPriceFen"`,
  from: 'subscription c join party p on p.id = c.buyer_party_ids[1]',
  where: ({ projectId, consultantId }: FindUnsignedCustomers, by: Actor): Conditions => ({
    [`c.sign_by < (app_now() at time zone 'Asia/Shanghai')::date and c.state = any(?)`]: [
      'SUBSCRIBED',
      'SIGNING_SCHEDULED',
    ],
    'c.project_id = ?': projectId,
    '?::text = c.consultant_id': consultantId,
    ...scope(by),
  }),
};

/** A row as it is answered: without what is not there. */
export const given = <V>(row: object): V =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as V;
