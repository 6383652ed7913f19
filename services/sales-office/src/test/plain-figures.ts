import { figureKinds, type FigureSection } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { figureSheets, type FigureKind, type SectionCode } from '../sales-figures/sections.js';
import type { Period } from '../sales-figures/figures.js';
import type { Office } from './office.js';

type Row = Record<string, unknown> & { readonly id: string };
type Sum = { count: number; area: number; amount: number };
/** What a section says, by key. */
export type Plain = Record<string, { count: number; areaM2?: number; amountFen?: number }>;

const tables = [
  ...['visit', 'prospect', 'unit', 'unit_confirmation', 'subscription', 'contract', 'sale_change', 'payment'],
] as const;

/** All that is entered of a project, as it stands in its tables. */
export class Entries {
  private constructor(private readonly of: Readonly<Record<string, readonly Row[]>>) {}

  static async read(office: Office, projectId: string): Promise<Entries> {
    // One statement: all tables at one moment.
    const [found] = await office.dept.rows<Record<string, Row[]>>(
      `select ${tables.map((table) => `(select coalesce(jsonb_agg(to_jsonb(x)), '[]') from ${table} x where project_id = '${projectId}') as ${table}`).join(', ')}`,
    );
    return new Entries(found!);
  }

  rows(table: (typeof tables)[number]): readonly Row[] {
    return this.of[table] ?? [];
  }
  one(table: (typeof tables)[number], id: unknown): Row {
    return this.rows(table).find((row) => row.id === id)!;
  }
}

/** The figures of a project counted one entry after the other, without SQL: what the reports must agree with. */
export function plainFigures(entries: Entries, period: Period): Readonly<Record<SectionCode, Plain>> {
  const within = (day: unknown) => typeof day === 'string' && day >= period.from && day <= period.to;
  const dayAt = (instant: unknown) => dayOf(new Date(String(instant)));
  const text = (value: unknown) => (typeof value === 'string' ? value : 'UNKNOWN');
  const fen = (value: unknown) => Number(value ?? 0);

  const visits = entries.rows('visit').filter(({ at }) => within(dayAt(at)));
  const came = entries.rows('prospect').filter(({ registered_at }) => within(dayAt(registered_at)));
  const changes = entries.rows('sale_change').filter((change) => change['state'] === 'EXECUTED' && within(change['executed_on'])); // prettier-ignore
  const returned = changes.filter(({ kind }) => kind === 'CANCELLATION' || kind === 'RESCISSION');
  const confirmations = entries.rows('unit_confirmation');
  const subscriptions = entries.rows('subscription');
  const contracts = entries.rows('contract');
  const sold = confirmations
    .filter(({ state, confirmed_on }) => (state === 'SOLD' || state === 'SUBSCRIBED') && within(confirmed_on))
    .map((confirmation) => {
      const unit = entries.one('unit', confirmation['unit_id']);
      const subscription = subscriptions.find(
        (each) => each['confirmation_id'] === confirmation.id && each['state'] !== 'CANCELLED',
      );
      const contract = subscription && contracts.find((each) => each['subscription_id'] === subscription.id);
      const price = contract?.['total_price_fen'] ?? subscription?.['agreed_price_fen'] ?? unit['total_price_fen'];
      const buyer = entries.one('prospect', confirmation['prospect_id']);
      const customer = `${subscription?.['prospect_id'] as string} ${confirmation['party_id'] as string}`;
      return { confirmation, unit, contract, buyer, customer, area: Number(unit['area_m2']), amount: fen(price) };
    });
  type Sold = (typeof sold)[number];

  const grouped = <R>(
    rows: readonly R[],
    key: (row: R) => string | readonly string[],
    of: { area?: (row: R) => number; amount?: (row: R) => number; count?: (row: R) => number } = {},
  ): Plain => {
    const sums = new Map<string, Sum>();
    for (const row of rows)
      for (const name of [key(row)].flat()) {
        const sum = sums.get(name) ?? { count: 0, area: 0, amount: 0 };
        sum.count += of.count?.(row) ?? 1;
        sum.area += of.area?.(row) ?? 0;
        sum.amount += of.amount?.(row) ?? 0;
        sums.set(name, sum);
      }
    return Object.fromEntries(
      [...sums].map(([name, { count, area, amount }]) => [
        name,
        {
          count,
          ...(of.area ? { areaM2: Math.round(area * 100) / 100 } : {}),
          ...(of.amount ? { amountFen: amount } : {}),
        },
      ]),
    );
  };
  const soldBy = (key: (row: Sold) => string) => grouped(sold, key, { area: ({ area }) => area, amount: ({ amount }) => amount }); // prettier-ignore
  const banded = (lowers: readonly number[], unit: number) => (value: number) => {
    const at = lowers.findLastIndex((lower) => value >= lower * unit);
    return `${lowers[at]}${at === lowers.length - 1 ? '+' : `-${lowers[at + 1]}`}`;
  };
  const price = banded([0, 100, 150, 200, 300, 500], 1_000_000);
  const fact = (name: string) => soldBy(({ buyer }) => text(buyer[name]));
  const visitsBy = (key: (row: Row) => string | readonly string[], rows = visits) => grouped(rows, key);
  const most50 = (plain: Plain): Plain =>
    Object.fromEntries(
      Object.entries(plain)
        .sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1))
        .slice(0, 50),
    );
  const moved = (rows: readonly Row[], amount: (row: Row) => unknown) => ({
    count: rows.length,
    ...(rows.length > 0 && rows.some((row) => amount(row) !== null)
      ? { amountFen: rows.reduce((sum, row) => sum + fen(amount(row)), 0) }
      : {}),
  });
  const unitPrice = (row: Row) => entries.one('unit', row['unit_id'])['total_price_fen'];
  const returnedBy = (key: (row: Row) => string) =>
    grouped(returned, key, {
      area: (row) => Number(entries.one('unit', row['unit_id'])['area_m2']),
      amount: (row) => fen(row['price_fen']),
    });
  const customers = Object.values(Object.groupBy(sold, ({ customer }) => customer)).map((own = []) => ({
    units: own.length,
    area: own.reduce((sum, { area }) => sum + area, 0),
    amount: own.reduce((sum, { amount }) => sum + amount, 0),
  }));
  const cameIds = new Set(came.map(({ id }) => id));
  const reached = (rows: readonly Row[]) =>
    new Set(rows.map((row) => row['prospect_id']).filter((id) => cameIds.has(String(id)))).size;
  const followUps = (row: Row) => row['follow_ups'] as { at: string; by: string; kind: string }[];

  return {
    MOVEMENTS: {
      RESERVED: moved(confirmations.filter(({ issued_at }) => within(dayAt(issued_at))), unitPrice), // prettier-ignore
      SOLD: moved(confirmations.filter((each) => each['deposit_kind'] === 'EARNEST_MONEY' && within(each['confirmed_on'])), unitPrice), // prettier-ignore
      SUBSCRIBED: moved(subscriptions.filter((each) => within(each['subscribed_on'])), (each) => each['agreed_price_fen']), // prettier-ignore
      SIGNED: moved(contracts.filter((each) => within(each['signed_on'])), (each) => each['total_price_fen']), // prettier-ignore
      FILED: moved(contracts.filter((each) => within(each['filed_on'])), (each) => each['total_price_fen']), // prettier-ignore
      LOAN_DISBURSED: moved(contracts.filter((each) => within(each['loan_disbursed_on'])), (each) => each['loan_amount_fen']), // prettier-ignore
      SWAPPED: moved(changes.filter(({ kind }) => kind === 'SWAP'), (each) => each['new_price_fen']), // prettier-ignore
      CANCELLED: moved(changes.filter(({ kind }) => kind === 'CANCELLATION'), (each) => each['price_fen']), // prettier-ignore
      RESCINDED: moved(contracts.filter((each) => within(each['rescinded_on'])), (each) => each['total_price_fen']), // prettier-ignore
    },
    UNITS_SOLD: soldBy(({ unit }) => String(unit['room'])),
    RECEIPTS: grouped(
      entries.rows('payment').filter((each) => each['state'] === 'CONFIRMED' && within(each['confirmed_on'])),
      (each) => String(each['method']),
      { amount: (each) => fen(each['amount_fen']) },
    ),
    SOLD_BY_BUILDING: soldBy(({ unit }) => String(unit['building'])),
    SOLD_BY_LAYOUT: soldBy(({ unit }) => text(unit['layout'])),
    SOLD_BY_AREA: soldBy(({ area }) => banded([0, 60, 90, 120, 144, 200], 1)(area)),
    SOLD_BY_FLOOR: soldBy(({ unit }) => String(unit['floor'])),
    SOLD_BY_PRICE: soldBy(({ amount }) => price(amount)),
    SOLD_BY_DAY: soldBy(({ confirmation }) => String(confirmation['confirmed_on'])),
    SOLD_BY_CONSULTANT: soldBy(({ confirmation }) => String(confirmation['consultant'])),
    SOLD_BY_PAYMENT_METHOD: soldBy(({ contract }) => text(contract?.['payment_method'])),
    SOLD_BY_OCCUPATION: fact('occupation'),
    SOLD_BY_INCOME: fact('income_band'),
    SOLD_BY_EDUCATION: fact('education'),
    SOLD_BY_RESIDENTIAL_AREA: fact('residential_area'),
    SOLD_BY_CHANNEL: fact('channel'),
    SOLD_BY_MOTIVE: fact('motive'),
    SOLD_BY_AMOUNT_BAND: grouped(customers, ({ amount }) => banded([0, 100, 200, 300, 500, 1000], 1_000_000)(amount), {
      ...{ count: ({ units }) => units, area: ({ area }) => area, amount: ({ amount }) => amount },
    }), // prettier-ignore
    SOLD_BY_REFERRAL: soldBy(({ buyer }) => (buyer['channel'] === 'REFERRAL' ? 'REFERRAL' : 'NOT_REFERRED')),
    TRAFFIC_BY_KIND: visitsBy(({ kind }) => String(kind)),
    TRAFFIC_BY_DAY: visitsBy(({ at }) => dayAt(at)),
    TRAFFIC_BY_CHANNEL: visitsBy(({ channel }) => text(channel)),
    CALLS_BY_CHANNEL: visitsBy(({ channel }) => text(channel), visits.filter(({ kind }) => kind === 'CALL')), // prettier-ignore
    VISITS_BY_CHANNEL: visitsBy(({ channel }) => text(channel), visits.filter(({ kind }) => kind === 'VISIT')), // prettier-ignore
    CONCERNS: most50(visitsBy(({ concerns }) => concerns as string[])),
    PROSPECTS_BY_CHANNEL: grouped(came, ({ channel }) => String(channel)),
    PROSPECTS_BY_GRADE: grouped(came, (each) => String(each['intent_grade'])),
    PROSPECTS_BY_LAYOUT: most50(grouped(came, (each) => each['wanted_layouts'] as string[])),
    PROSPECTS_BY_BUDGET: grouped(came, (each) => (each['budget_fen'] === null ? 'UNKNOWN' : price(fen(each['budget_fen'])))), // prettier-ignore
    PROSPECTS_BY_CONSULTANT: grouped(came, ({ consultant }) => String(consultant)),
    LOST_BY_REASON: grouped(came.filter(({ state }) => state === 'LOST'), (each) => text(each['lost_code'])), // prettier-ignore
    CANCELLED_BY_REASON: returnedBy((each) => text(each['reason_code'])),
    CANCELLED_BY_LAYOUT: returnedBy((each) => text(entries.one('unit', each['unit_id'])['layout'])),
    CANCELLED_BY_CONSULTANT: returnedBy(({ consultant }) => String(consultant)),
    RECEPTIONS_BY_CONSULTANT: visitsBy(({ consultant }) => String(consultant), visits.filter(({ consultant }) => consultant !== null)), // prettier-ignore
    FOLLOW_UPS_BY_CONSULTANT: grouped(
      entries.rows('prospect').flatMap(followUps).filter(({ kind, at }) => kind !== 'ASSIGNED' && within(dayAt(at))), // prettier-ignore
      ({ by }) => by,
    ),
    SUBSCRIBED_BY_CONSULTANT: grouped(subscriptions.filter((each) => within(each['subscribed_on'])), ({ consultant }) => String(consultant), { amount: (each) => fen(each['agreed_price_fen']) }), // prettier-ignore
    SIGNED_BY_CONSULTANT: grouped(contracts.filter((each) => within(each['signed_on'])), ({ consultant }) => String(consultant), { amount: (each) => fen(each['total_price_fen']) }), // prettier-ignore
    STAGES: {
      CAME: { count: visits.length },
      REGISTERED: { count: came.length },
      CAME_AGAIN: { count: came.filter((each) => followUps(each).some(({ kind }) => kind === 'VISIT')).length },
      RESERVED: { count: reached(confirmations) },
      SOLD: { count: reached(confirmations.filter((each) => each['deposit_kind'] === 'EARNEST_MONEY' && each['confirmed_on'] !== null)) }, // prettier-ignore
      SUBSCRIBED: { count: reached(subscriptions) },
      SIGNED: { count: reached(subscriptions.filter(({ state }) => state === 'SIGNED')) },
    },
  };
}

/** A section as it was answered, by key. */
export const plainly = ({ lines }: FigureSection): Plain =>
  Object.fromEntries(
    lines.map(({ key, count, areaM2, amountFen }) => [
      key,
      { count, ...(areaM2 === undefined ? {} : { areaM2 }), ...(amountFen === undefined ? {} : { amountFen }) },
    ]),
  );

/** Every sheet with its sections as they must be. */
export function plainSheets(entries: Entries, period: Period): Readonly<Record<FigureKind, Plain[]>> {
  const figures = plainFigures(entries, period);
  return Object.fromEntries(
    figureKinds.map((kind) => [kind, figureSheets[kind].sections.map((section) => figures[section])]),
  ) as Record<FigureKind, Plain[]>;
}
