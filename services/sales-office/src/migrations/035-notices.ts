import { clockPolicies } from '@linli/bus';

/** Notices to the sales hall, entries that are missing, and care nodes of a project's own. */
export const noticeTables = {
  name: 'SalesOffice035Notices',
  sql: `
${clockPolicies([
  {
    ...{ rule: 'subscription-missing', title: '售出后督促填写认购', source: '002 篇2 二.1(1); X47', at: '18:00' },
    ...{ amount: 1, unit: 'NATURAL_DAYS', remark: '待确认' },
  },
  {
    ...{ rule: 'follow-up-missing', title: '追踪情况未及时填报', source: '002 篇2 二.2(1); X47', at: '24:00' },
    ...{ amount: 0, unit: 'NATURAL_DAYS' },
  },
  {
    ...{ rule: 'own-care-node', title: '项目自定义维护节点', source: '003 中期(其它)', at: '00:00' },
    ...{ amount: 0, unit: 'NATURAL_DAYS', remark: '从自定义节点的日期起算' },
  },
])}

create table sales_notice (
  id uuid primary key, kind text not null, project_id text not null references project (id) deferrable initially deferred,
  subject_id uuid not null, room text, consultant_id text, text text not null, told_at timestamptz not null, done_at timestamptz);
create index sales_notice_project on sales_notice (project_id, id);
create index sales_notice_consultant on sales_notice (consultant_id, id);
create index sales_notice_subject on sales_notice (subject_id) where done_at is null;

create table own_care_node (
  id uuid primary key, version int not null default 1,
  state text not null check (state in ('ACTIVE', 'ENDED')),
  project_id text not null references project (id) deferrable initially deferred,
  name text not null, anchor text not null, days int not null check (days between 0 and 1000));
create unique index own_care_node_name on own_care_node (project_id, name) where state = 'ACTIVE';
create index own_care_node_state on own_care_node (project_id, state, id);
alter table care_node add column title text;
`,
};
