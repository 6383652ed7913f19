import { STANDING_ID, standingRules } from '@linli/bus';

const table = JSON.stringify(standingRules);

/** 授权委托书, and the version of the matrix that knows the changes of a sale. */
export const delegations = {
  name: 'InfoSharing004Delegation',
  sql: `
create table delegation (
  id uuid primary key, version int not null default 1,
  state text not null check (state in ('GRANTED', 'ENDED')),
  role text not null, absent_id text not null, stand_in_id text not null check (stand_in_id <> absent_id),
  from_on date not null, until_on date not null check (until_on >= from_on),
  reason text not null, granted_by text not null, granted_by_id text not null);
create index delegation_stand_in on delegation (stand_in_id, role, until_on);
create index delegation_absent on delegation (absent_id, id);
create index delegation_role on delegation (role, id);

insert into authority_matrix (id, matrix_version, valid_from, rules, published_at, published_by)
select '${STANDING_ID}', max(matrix_version) + 1, '2000-01-01', '${table}', now(), '公司制度' from authority_matrix;
insert into outbox_seq (aggregate_type, aggregate_id, last_seq) values ('authority-matrix', '${STANDING_ID}', 1);
insert into outbox (event_id, aggregate_type, aggregate_id, aggregate_seq, event_type, payload, headers)
select gen_random_uuid(), 'authority-matrix', id::text, 1, 'evt.info-sharing.authority-matrix.published',
  jsonb_build_object('matrixId', id, 'matrixVersion', matrix_version, 'validFrom', valid_from,
    'rules', (select jsonb_agg(line - 'remark') from jsonb_array_elements(rules) as line)),
  jsonb_build_object('actor', 'service:info-sharing', 'correlationId', gen_random_uuid())
from authority_matrix where id = '${STANDING_ID}';

alter table data_request add column decided_for text;
insert into policy (rule, value, valid_from, source) values ('split-window-days', 30, '2000-01-01', 'M6');
create index data_request_split on data_request (applying_dept, applied_on) where approved_count is not null;
create index allocation_record_filer on allocation_record (filed_by_id, filed_at);
`,
};
