import { idAt, run } from './fill.js';

/** How much a project of the bench has. */
export interface SalesSize {
  readonly prospects: number;
  readonly units: number;
  /** Entries of 来电来访客户记录. */
  readonly visits: number;
  readonly payments: number;
}

/** What the bars speak of: one project with all of it, and a small older one, whose pages must not walk through the large one. */
export const LARGE: SalesSize = { prospects: 20_000, units: 3_000, visits: 300_000, payments: 60_000 };
const SMALL: SalesSize = { prospects: 200, units: 60, visits: 3_000, payments: 600 };
export const LARGE_PROJECT = 'bench-large';
export const SMALL_PROJECT = 'bench-small';

const YEARS = 3;
const CONSULTANTS = 20;

const channels = ['NEWSPAPER', 'OUTDOOR', 'ONLINE', 'TV_RADIO', 'REFERRAL', 'PASSING_BY', 'AGENCY', 'EVENT', 'OTHER'];
const layouts = ['一室', '两室', '三室', '四室', '复式'];
const methods = ['LUMP_SUM', 'INSTALMENTS', 'MORTGAGE', 'PROVIDENT_FUND', 'COMBINED'];
const concerns = ['学区', '价格', '户型', '交房时间', '车位', '物业费', '贷款', '地铁', '朝向', '得房率'];

/**
 * Fills a database, in which some persons are registered already, with two projects: all their papers as three years of work leave
 * them. `consultantId` is one of twenty colleagues who serve the customers.
 */
export async function fillSales(databaseUrl: string, consultantId: string): Promise<void> {
  await run(databaseUrl, sowing(consultantId));
  await run(databaseUrl, ['vacuum analyze']);
}

/** The statements that fill it. */
export const sowing = (consultantId: string): string[] => [
  'create temp table seen as select row_number() over (order by id) - 1 as nr, * from party',
  'set session_replication_role = replica',
  'drop index party_tokens',
  ...statementsOf(SMALL_PROJECT, SMALL, 0, consultantId),
  ...statementsOf(LARGE_PROJECT, LARGE, 1_000_000, consultantId),
  'create index party_tokens on party using gin (tokens)',
  `insert into visit_changed select distinct project_id, (at at time zone 'Asia/Shanghai')::date from visit`,
  `select count_visits((now() at time zone 'Asia/Shanghai')::date, null)`,
  'set session_replication_role = origin',
];

function statementsOf(project: string, size: SalesSize, after: number, consultantId: string): string[] {
  const { prospects, units, visits, payments } = size;
  const id = (n: string, kind: string) => idAt(`(${after} + ${n})`, kind);
  const drawn = (n: string, salt: string) => `abs(hashtext(${n} || '${salt}'))`;
  const oneOf = (words: readonly string[], n: string, salt: string) =>
    `(array['${words.join("', '")}'])[1 + ${drawn(n, salt)} % ${words.length}]`;
  const whose = (n: string) => `(${n}) % ${CONSULTANTS}`;
  const colleagueId = (n: string) =>
    `case when ${whose(n)} = 0 then '${consultantId}' else 'bench-' || ${whose(n)} end`;
  const colleague = (n: string) => `'销售' || ${whose(n)}`;
  const ago = (n: string, of: number) =>
    `(now() - interval '1 hour' - (${of} - ${n}) * interval '${(YEARS * 365 * 86_400) / of} s')`;
  const dayAgo = (n: string, of: number) => `(${ago(n, of)} at time zone 'Asia/Shanghai')::date`;
  const each = (many: number, from = 1) => `from generate_series(${from}, ${Math.floor(many)}) n`;
  const [signed, subscribed, sold, held] = [0.8, 0.85, 0.88, 0.9].map((part) => Math.floor(units * part)) as [
    number,
    number,
    number,
    number,
  ];
  const dead = Math.floor(units * 0.5);
  const cancelled = Math.floor(units * 0.05);
  const perPlan = payments / signed;
  const room = (n: string) =>
    `((${n} - 1) / 100 + 1) || '-1-' || (((${n} - 1) % 100) / 4 + 1) || '0' || ((${n} - 1) % 4 + 1)`;
  const price = (n: string) => `(90000000 + ${drawn(n, 'price')} % 400000000)::bigint`;
  const no = (kind: string) => `'${project}-${kind}-' || n`;
  const person = (kind: string, many: number) =>
    `insert into party (id, name_sealed, name_masked, name_index, phone_sealed, phone_masked, phone_index, phone_tail_index, registered_at, tokens)
     select ${id('n', kind)}, s.name_sealed, s.name_masked, s.name_index, s.phone_sealed, s.phone_masked, s.phone_index, s.phone_tail_index, now(), s.tokens
     ${each(many)} join seen s on s.nr = ${drawn('n', kind)} % (select count(*) from seen)`;
  const words = (n: string) =>
    `case ${drawn(n, 'many')} % 4 when 0 then '[]'::jsonb when 1 then jsonb_build_array(${oneOf(concerns, n, 'a')})
     when 2 then jsonb_build_array(${oneOf(concerns, n, 'b')}, '问题' || ${drawn(n, 'c')} % 60)
     else jsonb_build_array(${oneOf(concerns, n, 'd')}, '问题' || ${drawn(n, 'e')} % 60, '细节' || ${drawn(n, 'f')} % 200) end`;
  const iso = (at: string) => `to_char((${at}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  const when = (share: number, n: string, salt: string, value: string) =>
    `case when ${drawn(n, salt)} % 100 < ${share} then ${value} end`;

  return [
    `insert into project (id, state, name, city, signing_term_days, hold_days) values ('${project}', 'ON_SALE', '${project}', '杭州', 7, 7)`,
    person('p', prospects),
    person('v', visits),
    `insert into visit (id, state, project_id, kind, at, logged_by, party_id, channel, concerns, party_size, intent_grade, consultant_id, consultant, left_at, done_steps)
     select ${id('n', 'visit')}, ${oneOf(['LOGGED', 'COMPLETED', 'COMPLETED', 'PROSPECT_OPENED'], 'n', 'state')}, '${project}', ${oneOf(['CALL', 'CALL', 'VISIT'], 'n', 'kind')},
       ${ago('n', visits)}, '值班', ${id('n', 'v')}, ${when(95, 'n', 'known', oneOf(channels, 'n', 'channel'))}, ${words('n')}, 2,
       ${oneOf(['A', 'B', 'C', 'D'], 'n', 'grade')}, ${colleagueId('n')}, ${when(80, 'n', 'received', colleague('n'))}, null, '[]' ${each(visits)}`,
    `insert into prospect (id, form_no, state, project_id, party_id, phone_index, consultant_id, consultant, contact_kind, first_contact_at, intent_grade,
       channel, wanted_layouts, budget_fen, risk_disclosed, follow_ups, registered_at, protected_until, ownership_days, next_on, occupation, income_band,
       education, residential_area, motive, lost_reason, lost_code)
     select ${id('n', 'prospect')}, ${no('YX')}, case when n <= ${held} then 'BOUGHT' when n % 5 = 0 then 'LOST' when n % 9 = 0 then 'RELEASED' else 'FOLLOWED' end,
       '${project}', ${id('n', 'p')}, '${project}' || n, ${colleagueId('n')}, ${colleague('n')}, 'VISIT', ${ago('n', prospects)},
       ${oneOf(['A', 'B', 'C', 'D'], 'n', 'intent')}, ${oneOf(channels, 'n', 'way')}, jsonb_build_array(${oneOf(layouts, 'n', 'layout')}),
       ${when(80, 'n', 'budget', price('n'))}, true,
       (select coalesce(jsonb_agg(jsonb_build_object('at', ${iso(`${ago('n', prospects)} + k * interval '9 days'`)}, 'by', ${colleague('n')},
         'kind', (array['CALL', 'VISIT', 'SMS'])[1 + (n + k) % 3], 'content', '介绍三室户型和付款方式') order by k), '[]') from generate_series(1, n % 9) k),
       ${ago('n', prospects)}, ${dayAgo('n', prospects)} + 30, '{"call":15,"visit":7,"idle":30}',
       ${when(60, 'n', 'next', `${dayAgo('n', prospects)} + 14`)}, ${when(70, 'n', 'o', oneOf(['GOVERNMENT', 'SELF_EMPLOYED', 'RETIRED'], 'n', 'job'))},
       ${when(70, 'n', 'i', oneOf(['BELOW_10', 'FROM_20_TO_50', 'FROM_100'], 'n', 'income'))}, ${when(70, 'n', 'ed', oneOf(['COLLEGE', 'BACHELOR'], 'n', 'school'))},
       ${when(70, 'n', 'r', oneOf(['SAME_DISTRICT', 'SAME_CITY', 'ABROAD'], 'n', 'home'))}, ${when(70, 'n', 'm', oneOf(['FIRST_HOME', 'INVESTMENT'], 'n', 'motive'))},
       case when n > ${held} and n % 5 = 0 then '价格' end, case when n > ${held} and n % 5 = 0 then ${oneOf(['PRICE', 'LOCATION', 'LAYOUT'], 'n', 'lost')} end
     ${each(prospects)}`,
    `insert into ruling (id, project_id, prospect_id, at, outcome, owner_id, owner, claimant_id, claimant, protected_until, holds_unit)
     select ${id('n', 'ruling')}, '${project}', ${id('n', 'prospect')}, ${ago('n', prospects)}, ${oneOf(['OWNER_KEEPS', 'CLAIMANT_TAKES', 'ASSIGNED'], 'n', 'out')},
       ${colleagueId('n')}, ${colleague('n')}, ${colleagueId('n + 1')}, ${colleague('n + 1')}, ${dayAgo('n', prospects)} + 30, false ${each(prospects / 5)}`,
    `insert into lead (id, state, form_no, project_id, party_id, channel, recorded_by, recorded_at, consultant_id, consultant, contacts, next_on)
     select ${id('n', 'lead')}, ${oneOf(['NEW', 'ASSIGNED', 'CONVERTED', 'DROPPED'], 'n', 'lead')}, ${no('XS')}, '${project}', ${id('n', 'p')}, ${oneOf(channels, 'n', 'lead')},
       '值班', ${ago('n', prospects)}, ${colleagueId('n')}, ${colleague('n')}, '[]', ${when(50, 'n', 'next', dayAgo('n', prospects))} ${each(prospects / 4)}`,
    `insert into unit (id, state, project_id, building, unit, floor, room_no, room, layout, area_m2, total_price_fen)
     select ${id('n', 'unit')}, case when n <= ${signed} then 'SIGNED' when n <= ${sold} then 'SOLD' when n <= ${held} then 'RESERVED' when n % 5 = 0 then 'HELD' else 'AVAILABLE' end,
       '${project}', ((n - 1) / 100 + 1)::text, '1', ((n - 1) % 100) / 4 + 1, (((n - 1) % 100) / 4 + 1) || '0' || ((n - 1) % 4 + 1), ${room('n')},
       ${when(97, 'n', 'plan', oneOf(layouts, 'n', 'plan'))}, 50 + ${drawn('n', 'area')} % 15000 / 100.0, ${price('n')} ${each(units)}`,
    `insert into unit_confirmation (id, form_no, state, project_id, unit_id, room, prospect_id, party_id, consultant_id, consultant, issued_at, hold_days, hold_until,
       deposit_kind, deposit_fen, paid_on, receipt_no, confirmed_by, confirmed_on, cancel_reason)
     select ${id('n', 'confirmation')}, ${no('FW')}, case when n > ${held} then (array['CANCELLED', 'EXPIRED'])[1 + n % 2] when n > ${sold} then 'ISSUED'
         when n > ${subscribed} then 'SOLD' else 'SUBSCRIBED' end,
       '${project}', ${id(`(1 + (n - 1) % ${held})`, 'unit')}, ${room(`(1 + (n - 1) % ${held})`)}, ${id('n', 'prospect')}, ${id('n', 'p')}, ${colleagueId('n')}, ${colleague('n')},
       ${ago('n', held + dead)}, 7, ${dayAgo('n', held + dead)} + 7, case when n <= ${sold} or n > ${held} and n % 4 = 0 then 'EARNEST_MONEY' end, 5000000,
       ${dayAgo('n', held + dead)}, 'SJ-' || n, '财务', case when n <= ${sold} or n > ${held} and n % 4 = 0 then ${dayAgo('n', held + dead)} end, null
     ${each(held + dead)}`,
    `insert into subscription (id, form_no, state, project_id, unit_id, room, confirmation_id, prospect_id, buyer_party_ids, consultant_id, consultant, subscribed_on,
       sign_by, signing_on, agreed_price_fen, briefed_points)
     select ${id('n', 'subscription')}, ${no('RG')}, case when n > ${held} then 'CANCELLED' when n > ${signed} then (array['SUBSCRIBED', 'SIGNING_SCHEDULED'])[1 + n % 2] else 'SIGNED' end,
       '${project}', ${id(`(1 + (n - 1) % ${held})`, 'unit')}, ${room(`(1 + (n - 1) % ${held})`)}, ${id('n', 'confirmation')}, ${id('n', 'prospect')}, array[${id('n', 'p')}],
       ${colleagueId('n')}, ${colleague('n')}, ${dayAgo('n', held + dead)}, ${dayAgo('n', held + dead)} + 7, null, ${price('n')}, '[]'
     from (select generate_series(1, ${subscribed}) n union all select generate_series(${held + 1}, ${held + cancelled})) made`,
    `insert into contract (id, contract_no, state, project_id, subscription_id, unit_id, room, buyer_party_ids, consultant_id, consultant, entered_by, signed_on,
       payment_method, total_price_fen, handover_due_on, special_clauses, filed_on, filing_no, loan_disbursed_on, loan_amount_fen)
     select ${id('n', 'contract')}, ${no('HT')}, (array['SIGNED', 'FILED', 'LOAN_DISBURSED'])[1 + n % 3], '${project}', ${id('n', 'subscription')}, ${id('n', 'unit')}, ${room('n')},
       array[${id('n', 'p')}], ${colleagueId('n')}, ${colleague('n')}, '销控', ${dayAgo('n', held + dead)} + 5, ${oneOf(methods, 'n', 'pay')}, ${price('n')},
       '2030-12-31', case when n % 10 = 0 then '[{"text":"赠送家电一套","debtor":"开发商"}]'::jsonb else '[]' end,
       case when n % 3 > 0 then ${dayAgo('n', held + dead)} + 15 end, case when n % 3 > 0 then 'BA-' || n end, case when n % 3 = 2 then ${dayAgo('n', held + dead)} + 60 end, ${price('n')} / 2
     ${each(signed)}`,
    `insert into contract_obligation (id, state, project_id, contract_id, contract_no, room, consultant_id, clause, debtor, due_on)
     select ${id('n', 'obligation')}, ${oneOf(['OPEN', 'FULFILLED', 'LAPSED'], 'n', 'ob')}, '${project}', ${id('n', 'contract')}, ${no('HT')}, ${room('n')}, ${colleagueId('n')},
       '赠送家电一套', '开发商', ${dayAgo('n', held + dead)} + 90 ${each(signed)}`,
    `insert into deal_file (id, state, form_no, project_id, contract_id, room, party_id, consultant_id, consultant, signed_on, tier, traits)
     select ${id('n', 'deal')}, ${oneOf(['DRAFT', 'FILLED', 'CONFIRMED'], 'n', 'deal')}, ${no('CJ')}, '${project}', ${id('n', 'contract')}, ${room('n')}, ${id('n', 'p')}, ${colleagueId('n')},
       ${colleague('n')}, ${dayAgo('n', held + dead)} + 5, ${oneOf(['A', 'B', 'C'], 'n', 'tier')}, '看重学区' ${each(signed)}`,
    `insert into signing_checklist (id, state, form_no, project_id, subscription_id, room, party_id, consultant_id, payment_method, items)
     select ${id('n', 'checklist')}, ${oneOf(['OPEN', 'CHECKED'], 'n', 'check')}, ${no('ZL')}, '${project}', ${id('n', 'subscription')}, ${room('n')}, ${id('n', 'p')}, ${colleagueId('n')},
       ${oneOf(methods, 'n', 'pay')}, (select jsonb_agg(jsonb_build_object('no', k, 'kind', 'PAPER', 'name', '资料' || k, 'checked', k < 5)) from generate_series(1, 9) k) ${each(subscribed)}`,
    `insert into care_node (id, state, kind, project_id, subscription_id, room, party_id, consultant_id, due_on, contacts)
     select ${id('n', 'care')}, ${oneOf(['DUE', 'COMPLETED', 'COMPLETED', 'CANCELLED'], 'n', 'care')}, ${oneOf(['THREE_DAYS_AFTER_SUBSCRIPTION', 'DAY_BEFORE_SIGNING', 'SEVEN_DAYS_AFTER_SIGNING', 'CONTRACT_FILED'], 'n', 'node')},
       '${project}', ${id(`(1 + n / 4)`, 'subscription')}, ${room('(1 + n / 4)')}, ${id('(1 + n / 4)', 'p')}, ${colleagueId('n')}, ${dayAgo('n', subscribed * 4)}, '[]' ${each(subscribed * 4 - 4)}`,
    `insert into payment_plan (id, state, project_id, contract_id, subscription_id, unit_id, room, party_id, consultant_id, consultant, payment_method, total_price_fen, lines,
       paid_fen, next_due_on, mortgage_stage, mortgage_steps)
     select ${id('n', 'plan')}, case when n % 3 = 0 then 'SETTLED' else 'OPEN' end, '${project}', ${id('n', 'contract')}, ${id('n', 'subscription')}, ${id('n', 'unit')}, ${room('n')}, ${id('n', 'p')},
       ${colleagueId('n')}, ${colleague('n')}, ${oneOf(methods, 'n', 'pay')}, ${price('n')},
       (select jsonb_agg(jsonb_build_object('termNo', k, 'item', 'INSTALMENT', 'dueOn', '2026-12-01', 'amountFen', 30000000, 'paidFen', 0)) from generate_series(1, 3) k),
       0, case when n % 3 > 0 then ${dayAgo('n', held + dead)} + 200 end, case when ${oneOf(methods, 'n', 'pay')} in ('MORTGAGE', 'PROVIDENT_FUND', 'COMBINED') then 'APPLIED' end, '[]' ${each(signed)}`,
    `insert into payment (id, state, form_no, project_id, payment_plan_id, party_id, room, consultant_id, term_no, amount_fen, paid_on, method, receipt_no, entered_by, confirmed_by, confirmed_on)
     select ${id('n', 'payment')}, ${oneOf(['CONFIRMED', 'CONFIRMED', 'CONFIRMED', 'CONFIRMED', 'RECORDED', 'REJECTED'], 'n', 'payment')}, ${no('SK')}, '${project}',
       ${id(`(1 + floor((n - 1) / ${perPlan}))::int`, 'plan')}, ${id(`(1 + floor((n - 1) / ${perPlan}))::int`, 'p')}, ${room(`(1 + floor((n - 1) / ${perPlan}))::int`)},
       ${colleagueId(`(1 + floor((n - 1) / ${perPlan}))::int`)}, 1, 100000 + ${drawn('n', 'fen')} % 90000000, ${dayAgo('n', payments)},
       ${oneOf(['CASH', 'TRANSFER', 'CARD', 'CHEQUE', 'LOAN'], 'n', 'method')}, 'SJ-' || n, '顾问', '财务', ${dayAgo('n', payments)} ${each(payments)}`,
    `insert into payment_reminder (id, state, kind, project_id, payment_plan_id, party_id, room, consultant_id, term_no, due_on, amount_fen, contacts)
     select ${id('n', 'reminder')}, ${oneOf(['DUE', 'REMINDED', 'CANCELLED'], 'n', 'reminder')}, ${oneOf(['PAYMENT_COMING', 'PAYMENT_OVERDUE', 'MORTGAGE_APPLICATION'], 'n', 'remind')}, '${project}',
       ${id('(1 + n / 4)', 'plan')}, ${id('(1 + n / 4)', 'p')}, ${room('(1 + n / 4)')}, ${colleagueId('n')}, 1, ${dayAgo('n', signed * 4)}, 30000000, '[]' ${each(signed * 4 - 4)}`,
    `insert into payment_deferral (id, state, form_no, project_id, payment_plan_id, party_id, room, consultant_id, term_no, amount_fen, due_on, defer_to, reason, requested_by_id,
       requested_by, approver_role, matrix_version)
     select ${id('n', 'deferral')}, ${oneOf(['REQUESTED', 'APPROVED', 'REJECTED', 'WITHDRAWN'], 'n', 'deferral')}, ${no('YQ')}, '${project}', ${id('n', 'plan')}, ${id('n', 'p')}, ${room('n')},
       ${colleagueId('n')}, 1, 30000000, ${dayAgo('n', signed)}, ${dayAgo('n', signed)} + 30, '资金周转', 'bench-1', '顾问', 'SALES_MANAGER', 1 ${each(signed / 4)}`,
    `insert into sale_change (id, state, form_no, kind, project_id, subscription_id, party_id, consultant_id, consultant, unit_id, room, price_fen, new_price_fen, reason, requested_by_id,
       requested_by, requested_at, approver_role, matrix_version, executed_by, executed_on, reason_code)
     select ${id('n', 'change')}, 'EXECUTED', ${no('BG')}, case when n > ${held} then 'CANCELLATION' when n % 3 = 0 then 'SWAP' else 'PRICE_CHANGE' end, '${project}',
       ${id('n', 'subscription')}, ${id('n', 'p')}, ${colleagueId('n')}, ${colleague('n')}, ${id(`(1 + (n - 1) % ${held})`, 'unit')}, ${room(`(1 + (n - 1) % ${held})`)}, ${price('n')}, ${price('n')},
       '资金', 'bench-1', '顾问', ${ago('n', held + dead)}, 'SALES_MANAGER', 1, '销控', ${dayAgo('n', held + dead)} + 20,
       case when n > ${held} then ${oneOf(['FUNDS', 'LOAN_REFUSED', 'QUALITY'], 'n', 'why')} end
     from (select generate_series(1, ${subscribed}, 6) n union all select generate_series(${held + 1}, ${held + cancelled})) made`,
    `insert into refund (id, state, form_no, project_id, sale_change_id, party_id, room, consultant_id, amount_fen)
     select ${id('n', 'refund')}, ${oneOf(['TO_PAY', 'PAID'], 'n', 'refund')}, ${no('TK')}, '${project}', ${id('n', 'change')}, ${id('n', 'p')}, ${room(`(1 + (n - 1) % ${held})`)}, ${colleagueId('n')}, 5000000
     ${each(held + cancelled, held + 1)}`,
    `insert into problem_customer (id, state, form_no, project_id, prospect_id, party_id, consultant_id, consultant, kind, problem, reported_by, reported_at)
     select ${id('n', 'problem')}, ${oneOf(['REPORTED', 'IN_HAND', 'SOLVED'], 'n', 'problem')}, ${no('WT')}, '${project}', ${id('n', 'prospect')}, ${id('n', 'p')}, ${colleagueId('n')}, ${colleague('n')},
       'PAYMENT', '对付款有异议', '顾问', ${ago('n', prospects)} ${each(prospects / 20)}`,
    `insert into sales_notice (id, kind, project_id, subject_id, consultant_id, text, told_at, done_at)
     select ${id('n', 'notice')}, 'UNIT_SOLD', '${project}', ${id('n', 'unit')}, ${colleagueId('n')}, ${room('n')} || ' 已售', ${ago('n', sold)}, ${when(70, 'n', 'done', ago('n', sold))} ${each(sold)}`,
    `insert into daily_log (id, state, project_id, day, cut_off, handed_in_at, handed_in_by, late, calls, visits, open_visits)
     select ${id('n', 'log')}, ${oneOf(['HANDED_IN', 'CONFIRMED'], 'n', 'log')}, '${project}', current_date - ${YEARS * 365} + n, '18:00', ${ago('n', YEARS * 365)}, '值班', n % 7 = 0, 180, 90, 0 ${each(YEARS * 365 - 1)}`,
    `insert into reception_score (id, project_id, visit_id, consultant_id, consultant, scored_at, scored_by, steps, standards, points)
     select ${id('n', 'score')}, '${project}', ${id('n', 'visit')}, ${colleagueId('n')}, ${colleague('n')}, ${ago('n', visits)}, '主管', '[]', '[]', 6 ${each(visits / 100)}`,
    ...['DAILY_SALES', 'DAILY_ACTIVITY', 'DAILY_STATISTICS'].map(
      (
        kind,
      ) => `insert into sales_report (id, state, form_no, project_id, kind, from_on, to_on, made_by_id, made_by, superior_id, superior, due_at, handed_in_at, late, parts, sections)
     select ${id('n', kind)}, ${oneOf(['HANDED_IN', 'RETURNED', 'CONFIRMED'], 'n', 'report')}, ${no(kind)}, '${project}', '${kind}', current_date - ${YEARS * 365} + n, current_date - ${YEARS * 365} + n,
       'a', '甲', 'b', '乙', ${ago('n', YEARS * 365)}, ${ago('n', YEARS * 365)}, n % 9 = 0, '[]', '[]' ${each(YEARS * 365 - 1)}`,
    ),
    `insert into report_penalty (id, state, form_no, project_id, kind, from_on, to_on, person_id, person, superior_id, superior, due_at)
     select ${id('n', 'penalty')}, ${oneOf(['OPEN', 'IMPOSED', 'WAIVED'], 'n', 'penalty')}, ${no('CF')}, '${project}', 'DAILY_SALES', current_date - n, current_date - n, 'a', '甲', 'b', '乙', now() ${each(units / 10)}`,
    `insert into sales_analysis (id, state, form_no, project_id, kind, from_on, to_on, drawn_by, drawn_at, sections)
     select ${id('n', 'analysis')}, 'DRAWN', ${no('FX')}, '${project}', ${oneOf(['TRAFFIC', 'DEALS', 'FUNNEL'], 'n', 'analysis')}, current_date - n, current_date - n, '经理', now(), '[]' ${each(units / 6)}`,
    `insert into training (id, form_no, project_id, kind, topic, content, held_on, trainer, trainees, entered_by)
     select ${id('n', 'training')}, ${no('PX')}, '${project}', 'DAILY', '户型', '讲解', current_date - n, '讲师',
       (select jsonb_agg(jsonb_build_object('id', 'bench-' || k, 'name', '销售' || k)) from generate_series(1, 15) k), '经理' ${each(units / 6)}`,
    `insert into hold_ratio (id, project_id, building, percent, reason, set_at, set_by)
     select ${id('n', 'ratio')}, '${project}', n::text, 0, '开盘', now(), '销控' ${each(Math.ceil(units / 100))}`,
  ];
}
