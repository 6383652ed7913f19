import { clockPolicies } from '@linli/bus';

const unconfirmed = '待确认';

/** Reports of the chain day → week → month, who owes them, what follows when they are late, and the bands that figures are grouped by. */
export const reportTables = {
  name: 'SalesOffice030Reports',
  sql: `
${clockPolicies([
  {
    ...{ rule: 'report-due.daily-sales', title: '销售日报表应交', source: '002 篇2 二.1(2), 三.5; X47', at: '20:00' },
    ...{ amount: 0, unit: 'NATURAL_DAYS', remark: unconfirmed },
  },
  {
    ...{
      rule: 'report-due.daily-activity',
      title: '销售日动态表应交',
      source: '002 篇2 二.1(3), 三.5; X47',
      at: '20:00',
    },
    ...{ amount: 0, unit: 'NATURAL_DAYS', remark: unconfirmed },
  },
  {
    ...{
      rule: 'report-due.daily-statistics',
      title: '销售日统计报表应交',
      source: '002 篇2 三.1, 三.5; X12',
      at: '20:00',
    },
    ...{ amount: 0, unit: 'NATURAL_DAYS', remark: unconfirmed },
  },
  {
    ...{
      rule: 'report-due.weekly-statistics',
      title: '销售周统计报表应交',
      source: '002 篇2 三.2, 三.5; X12',
      at: '12:00',
    },
    ...{ amount: 1, unit: 'NATURAL_DAYS', remark: unconfirmed },
  },
  {
    ...{ rule: 'report-due.monthly-sales', title: '销售月报应交', source: '002 篇2 三.3 至 三.5', at: '18:00' },
    ...{ amount: 3, unit: 'NATURAL_DAYS', remark: unconfirmed },
  },
])}

create table figure_band (project_id text not null, band text not null check (band in ('AREA', 'PRICE', 'AMOUNT')), lower bigint not null check (lower >= 0),
  primary key (band, project_id, lower));
insert into figure_band (project_id, band, lower) select '*', 'AREA', v from unnest(array[0, 60, 90, 120, 144, 200]) v;
insert into figure_band (project_id, band, lower) select '*', 'PRICE', v * 1000000 from unnest(array[0, 100, 150, 200, 300, 500]::bigint[]) v;
insert into figure_band (project_id, band, lower) select '*', 'AMOUNT', v * 1000000 from unnest(array[0, 100, 200, 300, 500, 1000]::bigint[]) v;

alter table prospect add column lost_code text;
alter table sale_change add column reason_code text;
create index prospect_registered on prospect (project_id, registered_at);
create index unit_confirmation_prospect on unit_confirmation (prospect_id);

create table report_duty (
  id uuid primary key, version int not null default 1,
  project_id text not null references project (id) deferrable initially deferred,
  kind text not null, person_id text not null, person text not null, superior_id text not null, superior text not null,
  since date not null, check (person_id <> superior_id));
create unique index report_duty_kind on report_duty (project_id, kind);
create index report_duty_person on report_duty (person_id, id);

create table sales_report (
  id uuid primary key, version int not null default 1,
  state text not null check (state in ('HANDED_IN', 'RETURNED', 'CONFIRMED')),
  form_no text not null unique, project_id text not null references project (id) deferrable initially deferred,
  kind text not null, from_on date not null, to_on date not null, made_by_id text not null, made_by text not null,
  superior_id text not null, superior text not null, due_at timestamptz not null, handed_in_at timestamptz not null, late boolean not null,
  remark text, parts jsonb not null, sections jsonb not null, return_reason text, confirmed_at timestamptz, check (from_on <= to_on));
create unique index sales_report_period on sales_report (project_id, kind, to_on);
create index sales_report_state on sales_report (project_id, state, id);
create index sales_report_kind on sales_report (project_id, kind, id);

create table report_penalty (
  id uuid primary key, version int not null default 1,
  state text not null check (state in ('OPEN', 'IMPOSED', 'WAIVED')),
  form_no text not null unique, project_id text not null references project (id) deferrable initially deferred,
  kind text not null, from_on date not null, to_on date not null, person_id text not null, person text not null,
  superior_id text not null, superior text not null, due_at timestamptz not null,
  measure text, amount_fen bigint check (amount_fen > 0), reason text, decided_at timestamptz);
create unique index report_penalty_period on report_penalty (project_id, kind, to_on);
create index report_penalty_state on report_penalty (project_id, state, id);
create index report_penalty_superior on report_penalty (superior_id, id);
create index report_penalty_person on report_penalty (person_id, id);
`,
};
