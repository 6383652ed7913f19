import type { figureKinds, figureSections } from '@linli/contracts';

export type SectionCode = (typeof figureSections)[number];
export type FigureKind = (typeof figureKinds)[number];

/** How a section is counted: SQL over `counted`, giving key, count and, where there are any, area, amount and place. */
interface SectionRule {
  readonly title: string;
  readonly sql: string;
  /** What the shares are of; a section whose lines overlap has no sum and no shares. */
  readonly shareOf?: 'count' | 'amount';
}

/** The instants of the period, in Shanghai. */
const begin = `($2::date::timestamp at time zone 'Asia/Shanghai')`;
const end = `(($3::date + 1)::timestamp at time zone 'Asia/Shanghai')`;
const during = (column: string) => `${column} >= ${begin} and ${column} < ${end}`;
const between = (column: string) => `${column} between $2::date and $3::date`;

/** Instants within JSON are written in UTC, all in the same form. */
const written = (instant: string) =>
  `(select to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') offset 0) collate "C"`;

/** Units sold in the period and not given back since: finance confirmed the 定金. The price is the contract's, else the agreed one. */
const SOLD = `
select c.id, c.confirmed_on, c.consultant, u.building, u.layout, u.floor, u.room, u.area_m2, s.prospect_id, c.party_id, k.payment_method,
  coalesce(k.total_price_fen, s.agreed_price_fen, u.total_price_fen) as price_fen,
  p.occupation, p.income_band, p.education, p.residential_area, p.channel, p.motive
from unit_confirmation c join unit u on u.id = c.unit_id join prospect p on p.id = c.prospect_id
  left join subscription s on s.confirmation_id = c.id and s.state <> 'CANCELLED'
  left join contract k on k.subscription_id = s.id
where c.project_id = $1 and c.state in ('SOLD', 'SUBSCRIBED') and ${between('c.confirmed_on')}`;

const BANDS = `
select band, lower, lead(lower) over (partition by band order by lower) as upper,
  (lower / unit)::text || coalesce('-' || (lead(lower) over (partition by band order by lower) / unit)::text, '+') as label
from (select b.*, case when band = 'AREA' then 1 else 1000000 end as unit from figure_band b
  where b.project_id = (select coalesce(max(o.project_id), '*') from figure_band o where o.band = b.band and o.project_id = $1)) bands`;

/** What the sections count, with $1 project, $2 first and $3 last day: days of 来电来访 that rest as they were counted, the others now. */
export const counted = `
with sold as (${SOLD}), bands as (${BANDS}),
moving as materialized (select distinct day from visit_changed where project_id = $1 and ${between('day')}),
entry as not materialized (
  select c.dimension, c.day, c.kind, c.key, c.entries from visit_count c
  where c.project_id = $1 and ${between('c.day')} and not exists (select from moving m where m.day = c.day)
  union all
  select l.dimension, m.day, l.kind, l.key, l.entries from moving m cross join lateral visit_counts_of($1, m.day) l),
traffic as (select day, kind, key, entries from entry where dimension = 'CHANNEL')`;

const sold = (key: string) =>
  `select ${key} as key, count(*)::int as count, sum(area_m2)::float8 as area, sum(price_fen)::float8 as amount from sold group by 1`;

const soldInBands = (band: string, value: string) =>
  `select b.label as key, count(*)::int as count, sum(s.area_m2)::float8 as area, sum(s.price_fen)::float8 as amount, min(b.lower) as place
   from sold s join bands b on b.band = '${band}' and ${value} >= b.lower and (b.upper is null or ${value} < b.upper) group by 1`;

const visits = (key: string, more = '') =>
  `select ${key} as key, sum(entries)::int as count from traffic ${more} group by 1`;

const prospects = (key: string, more = '') =>
  `select ${key} as key, count(*)::int as count from prospect p where p.project_id = $1 and ${during('p.registered_at')} ${more} group by 1`;

const cancelled = (key: string) =>
  `select ${key} as key, count(*)::int as count, sum(u.area_m2)::float8 as area, sum(g.price_fen)::float8 as amount
   from sale_change g join unit u on u.id = g.unit_id
   where g.project_id = $1 and g.kind in ('CANCELLATION', 'RESCISSION') and g.state = 'EXECUTED' and ${between('g.executed_on')} group by 1`;

const known = (column: string) => `coalesce(${column}, 'UNKNOWN')`;
const moved = (key: string, from: string, where: string, amount: string) =>
  `select '${key}' as key, count(*)::int as count, sum(${amount})::float8 as amount from ${from} where x.project_id = $1 and ${where}`;

const MOVEMENTS = [
  moved('RESERVED', 'unit_confirmation x join unit u on u.id = x.unit_id', during('x.issued_at'), 'u.total_price_fen'),
  moved(
    'SOLD',
    'unit_confirmation x join unit u on u.id = x.unit_id',
    `x.deposit_kind = 'EARNEST_MONEY' and ${between('x.confirmed_on')}`,
    'u.total_price_fen',
  ),
  moved('SUBSCRIBED', 'subscription x', between('x.subscribed_on'), 'x.agreed_price_fen'),
  moved('SIGNED', 'contract x', between('x.signed_on'), 'x.total_price_fen'),
  moved('FILED', 'contract x', between('x.filed_on'), 'x.total_price_fen'),
  moved('LOAN_DISBURSED', 'contract x', between('x.loan_disbursed_on'), 'x.loan_amount_fen'),
  moved(
    'SWAPPED',
    'sale_change x',
    `x.kind = 'SWAP' and x.state = 'EXECUTED' and ${between('x.executed_on')}`,
    'x.new_price_fen',
  ),
  moved(
    'CANCELLED',
    'sale_change x',
    `x.kind = 'CANCELLATION' and x.state = 'EXECUTED' and ${between('x.executed_on')}`,
    'x.price_fen',
  ),
  moved('RESCINDED', 'contract x', between('x.rescinded_on'), 'x.total_price_fen'),
].join(' union all ');

// A customer is counted in a stage whatever he did before it; of those who came in the period.
const STAGES = `
with come as (select id, follow_ups @> '[{"kind":"VISIT"}]' as again from prospect p where p.project_id = $1 and ${during('p.registered_at')})
select 'CAME' as key, coalesce(sum(entries), 0)::int as count, 1 as place from traffic
union all select 'REGISTERED', count(*)::int, 2 from come
union all select 'CAME_AGAIN', count(*)::int, 3 from come where again
union all select 'RESERVED', count(distinct c.prospect_id)::int, 4 from unit_confirmation c join come on come.id = c.prospect_id
union all select 'SOLD', count(distinct c.prospect_id)::int, 5 from unit_confirmation c join come on come.id = c.prospect_id
  where c.deposit_kind = 'EARNEST_MONEY' and c.confirmed_on is not null
union all select 'SUBSCRIBED', count(distinct s.prospect_id)::int, 6 from subscription s join come on come.id = s.prospect_id
union all select 'SIGNED', count(distinct s.prospect_id)::int, 7 from subscription s join come on come.id = s.prospect_id where s.state = 'SIGNED'`;

/** Every section of every report and analysis, each computed from entries that are made once. */
export const sections: Readonly<Record<SectionCode, SectionRule>> = {
  MOVEMENTS: { title: '销售动态', sql: MOVEMENTS },
  UNITS_SOLD: { title: '售出房源', sql: sold('room'), shareOf: 'amount' },
  RECEIPTS: {
    title: '财务确认的收款',
    sql: `select method as key, count(*)::int as count, sum(amount_fen)::float8 as amount from payment
          where project_id = $1 and state = 'CONFIRMED' and ${between('confirmed_on')} group by 1`,
    shareOf: 'amount',
  },
  SOLD_BY_BUILDING: { title: '按楼栋', sql: sold('building'), shareOf: 'count' },
  SOLD_BY_LAYOUT: { title: '按户型', sql: sold(known('layout')), shareOf: 'count' },
  SOLD_BY_AREA: { title: '按面积(㎡)', sql: soldInBands('AREA', 's.area_m2'), shareOf: 'count' },
  SOLD_BY_FLOOR: {
    title: '按楼层',
    sql: `select floor::text as key, count(*)::int as count, sum(area_m2)::float8 as area,
          sum(price_fen)::float8 as amount, floor as place from sold group by floor`,
    shareOf: 'count',
  },
  SOLD_BY_PRICE: { title: '按总价(万元)', sql: soldInBands('PRICE', 's.price_fen'), shareOf: 'count' },
  SOLD_BY_DAY: { title: '按日成交', sql: sold('confirmed_on::text'), shareOf: 'count' },
  SOLD_BY_CONSULTANT: { title: '按销售代表成交', sql: sold('consultant'), shareOf: 'amount' },
  SOLD_BY_PAYMENT_METHOD: { title: '按付款方式', sql: sold(known('payment_method')), shareOf: 'amount' },
  SOLD_BY_OCCUPATION: { title: '职业', sql: sold(known('occupation')), shareOf: 'count' },
  SOLD_BY_INCOME: { title: '经济收入水平', sql: sold(known('income_band')), shareOf: 'count' },
  SOLD_BY_EDUCATION: { title: '文化层次', sql: sold(known('education')), shareOf: 'count' },
  SOLD_BY_RESIDENTIAL_AREA: { title: '居住区域', sql: sold(known('residential_area')), shareOf: 'amount' },
  SOLD_BY_CHANNEL: { title: '成交客户的认知途径', sql: sold('channel'), shareOf: 'count' },
  SOLD_BY_MOTIVE: { title: '消费心理', sql: sold(known('motive')), shareOf: 'count' },
  SOLD_BY_AMOUNT_BAND: {
    title: '销售额分档(万元,按客户)',
    sql: `with customer as (select prospect_id, party_id, count(*)::int as units, sum(area_m2) as area_m2, sum(price_fen) as price_fen
            from sold group by 1, 2)
          select b.label as key, sum(s.units)::int as count, sum(s.area_m2)::float8 as area, sum(s.price_fen)::float8 as amount, min(b.lower) as place
          from customer s join bands b on b.band = 'AMOUNT' and s.price_fen >= b.lower and (b.upper is null or s.price_fen < b.upper) group by 1`,
    shareOf: 'amount',
  },
  SOLD_BY_REFERRAL: {
    title: '老带新',
    sql: sold(`case when channel = 'REFERRAL' then 'REFERRAL' else 'NOT_REFERRED' end`),
    shareOf: 'count',
  },
  TRAFFIC_BY_KIND: { title: '来电来访', sql: visits('kind'), shareOf: 'count' },
  TRAFFIC_BY_DAY: {
    title: '按日来电来访',
    sql: visits('day::text'),
    shareOf: 'count',
  },
  TRAFFIC_BY_CHANNEL: { title: '来电来访的认知途径', sql: visits('key'), shareOf: 'count' },
  CALLS_BY_CHANNEL: { title: '来电', sql: visits('key', `where kind = 'CALL'`), shareOf: 'count' },
  VISITS_BY_CHANNEL: { title: '来访', sql: visits('key', `where kind = 'VISIT'`), shareOf: 'count' },
  CONCERNS: {
    title: '关注问题',
    sql: `select key, sum(entries)::int as count from entry where dimension = 'CONCERN' group by 1 order by 2 desc, 1 limit 50`,
  },
  PROSPECTS_BY_CHANNEL: { title: '登记客户的认知途径', sql: prospects('p.channel'), shareOf: 'count' },
  PROSPECTS_BY_GRADE: { title: '意向等级', sql: prospects('p.intent_grade'), shareOf: 'count' },
  PROSPECTS_BY_LAYOUT: {
    title: '意向户型',
    sql: `select w.layout as key, count(*)::int as count from prospect p cross join lateral jsonb_array_elements_text(p.wanted_layouts) as w(layout)
          where p.project_id = $1 and ${during('p.registered_at')} group by 1 order by 2 desc, 1 limit 50`,
  },
  PROSPECTS_BY_BUDGET: {
    title: '预算(万元)',
    sql: `select coalesce(b.label, 'UNKNOWN') as key, count(*)::int as count, min(b.lower) as place
          from prospect p left join bands b on b.band = 'PRICE' and p.budget_fen >= b.lower and (b.upper is null or p.budget_fen < b.upper)
          where p.project_id = $1 and ${during('p.registered_at')} group by 1`,
    shareOf: 'count',
  },
  PROSPECTS_BY_CONSULTANT: { title: '新登记意向客户', sql: prospects('p.consultant'), shareOf: 'count' },
  LOST_BY_REASON: {
    title: '流失原因',
    sql: prospects(known('p.lost_code'), `and p.state = 'LOST'`),
    shareOf: 'count',
  },
  CANCELLED_BY_REASON: { title: '退房原因', sql: cancelled(known('g.reason_code')), shareOf: 'count' },
  CANCELLED_BY_LAYOUT: { title: '退房户型', sql: cancelled(known('u.layout')), shareOf: 'count' },
  CANCELLED_BY_CONSULTANT: { title: '退房', sql: cancelled('g.consultant'), shareOf: 'count' },
  RECEPTIONS_BY_CONSULTANT: {
    title: '接待',
    sql: `select key, sum(entries)::int as count from entry where dimension = 'CONSULTANT' group by 1`,
    shareOf: 'count',
  },
  FOLLOW_UPS_BY_CONSULTANT: {
    title: '客户追踪',
    sql: `select entry->>'by' as key, count(*)::int as count
          from (select jsonb_array_elements(follow_ups) as entry from prospect where project_id = $1) f
          where entry->>'kind' <> 'ASSIGNED' and entry->>'at' >= ${written(begin)} and entry->>'at' < ${written(end)} group by 1`,
    shareOf: 'count',
  },
  SUBSCRIBED_BY_CONSULTANT: {
    title: '认购',
    sql: `select s.consultant as key, count(*)::int as count, sum(s.agreed_price_fen)::float8 as amount from subscription s
          where s.project_id = $1 and ${between('s.subscribed_on')} group by 1`,
    shareOf: 'amount',
  },
  SIGNED_BY_CONSULTANT: {
    title: '签约',
    sql: `select k.consultant as key, count(*)::int as count, sum(k.total_price_fen)::float8 as amount from contract k
          where k.project_id = $1 and ${between('k.signed_on')} group by 1`,
    shareOf: 'amount',
  },
  STAGES: { title: '成交漏斗', sql: STAGES },
};

const day: readonly SectionCode[] = [
  'TRAFFIC_BY_KIND',
  'TRAFFIC_BY_CHANNEL',
  'CONCERNS',
  'MOVEMENTS',
  'SOLD_BY_CONSULTANT',
  'RECEIPTS',
];
const dimensions: readonly SectionCode[] = [
  'SOLD_BY_BUILDING',
  'SOLD_BY_LAYOUT',
  'SOLD_BY_AREA',
  'SOLD_BY_FLOOR',
  'SOLD_BY_PRICE',
];

/** Which sections a report or an analysis has, in their order, and what it is called. */
export const figureSheets: Readonly<Record<FigureKind, { title: string; sections: readonly SectionCode[] }>> = {
  DAILY_SALES: { title: '销售日报表', sections: ['MOVEMENTS', 'UNITS_SOLD', 'SOLD_BY_CONSULTANT', 'RECEIPTS'] },
  DAILY_ACTIVITY: { title: '销售日动态表', sections: ['TRAFFIC_BY_KIND', 'TRAFFIC_BY_CHANNEL', 'CONCERNS'] },
  DAILY_STATISTICS: { title: '销售日统计报表', sections: day },
  WEEKLY_STATISTICS: {
    title: '销售周统计报表',
    sections: ['TRAFFIC_BY_DAY', 'SOLD_BY_DAY', ...day, 'CANCELLED_BY_REASON'],
  },
  MONTHLY_SALES: {
    title: '销售月报',
    sections: [
      ...day,
      ...dimensions,
      'CANCELLED_BY_REASON',
      'SOLD_BY_REFERRAL',
      'SUBSCRIBED_BY_CONSULTANT',
      'SIGNED_BY_CONSULTANT',
    ],
  },
  SALES_BREAKDOWN: { title: '销售情况分类统计表', sections: dimensions },
  BUYER_PROFILE: {
    title: '消费者分析',
    sections: [
      'SOLD_BY_OCCUPATION',
      'SOLD_BY_INCOME',
      'SOLD_BY_EDUCATION',
      'SOLD_BY_RESIDENTIAL_AREA',
      'SOLD_BY_CHANNEL',
      'SOLD_BY_MOTIVE',
    ],
  },
  TRAFFIC: {
    title: '来电来访客户分析',
    sections: ['TRAFFIC_BY_KIND', 'TRAFFIC_BY_DAY', 'TRAFFIC_BY_CHANNEL', 'CONCERNS', 'PROSPECTS_BY_GRADE'],
  },
  DEALS: {
    title: '成交客户分析',
    sections: ['SOLD_BY_DAY', ...dimensions, 'SOLD_BY_CHANNEL', 'SOLD_BY_PAYMENT_METHOD', 'SOLD_BY_CONSULTANT'],
  },
  AD_EFFECT: {
    title: '广告效果测评',
    sections: ['CALLS_BY_CHANNEL', 'VISITS_BY_CHANNEL', 'PROSPECTS_BY_CHANNEL', 'SOLD_BY_CHANNEL'],
  },
  CUSTOMER_NEEDS: {
    title: '客户需求反馈',
    sections: ['PROSPECTS_BY_LAYOUT', 'PROSPECTS_BY_BUDGET', 'CONCERNS', 'LOST_BY_REASON'],
  },
  AMOUNT_MIX: { title: '客户构成分析:销售构成', sections: ['SOLD_BY_AMOUNT_BAND'] },
  PRODUCT_MIX: { title: '客户构成分析:商品构成', sections: ['SOLD_BY_LAYOUT'] },
  REGION_MIX: { title: '客户构成分析:地区构成', sections: ['SOLD_BY_RESIDENTIAL_AREA'] },
  REFERRALS: { title: '老带新比例', sections: ['SOLD_BY_REFERRAL'] },
  CANCELLATIONS: {
    title: '销售退房情况一览表',
    sections: ['CANCELLED_BY_REASON', 'CANCELLED_BY_LAYOUT', 'CANCELLED_BY_CONSULTANT'],
  },
  PERFORMANCE: {
    title: '销售人员业绩考核',
    sections: [
      'RECEPTIONS_BY_CONSULTANT',
      'PROSPECTS_BY_CONSULTANT',
      'FOLLOW_UPS_BY_CONSULTANT',
      'SUBSCRIBED_BY_CONSULTANT',
      'SIGNED_BY_CONSULTANT',
      'CANCELLED_BY_CONSULTANT',
    ],
  },
  FUNNEL: { title: '成交漏斗与流失原因', sections: ['STAGES', 'LOST_BY_REASON'] },
};
