import type { MatrixRule } from '@linli/contracts';

const FIRST = '01900000-0000-7000-8000-000000000001';

/** The authority matrix of the sources: 002 篇3 二.a-c with its readings, 001 §3.1, §4.4.4, §4.5.1, §4.9. */
export const firstRules: readonly MatrixRule[] = [
  { decision: 'DATA_REQUEST', scope: 'OWN_PROJECTS', toCount: 2000, approverRole: 'SALES_DIRECTOR' },
  { decision: 'DATA_REQUEST', scope: 'OWN_PROJECTS', fromCount: 2001, approverRole: 'GENERAL_MANAGER' },
  { decision: 'DATA_REQUEST', scope: 'INTERNAL', toCount: 2000, approverRole: 'DEPUTY_GENERAL_MANAGER' },
  { decision: 'DATA_REQUEST', scope: 'INTERNAL', fromCount: 2001, approverRole: 'GENERAL_MANAGER' },
  { decision: 'DATA_REQUEST', scope: 'CROSS_COMPANY', approverRole: 'GENERAL_MANAGER' },
  { decision: 'COMPLAINT_PLAN', approverRole: 'MANAGER_IN_CHARGE' },
  { decision: 'TITLE_AGENCY', approverRole: 'EXECUTIVE_IN_CHARGE' },
  { decision: 'CLUB_FOUNDING', approverRole: 'LEADERSHIP' },
  { decision: 'CLUB_ACTIVITY', approverRole: 'MANAGER_IN_CHARGE' },
  { decision: 'SYMPOSIUM', approverRole: 'MANAGER_IN_CHARGE' },
];
const table = JSON.stringify(firstRules);

/** Version 1 of the matrix, told to the other departments like every later one. */
export const firstMatrix = {
  name: 'InfoSharing003FirstMatrix',
  sql: `
insert into authority_matrix (id, matrix_version, valid_from, rules, published_at, published_by)
values ('${FIRST}', 1, '2000-01-01', '${table}', now(), '公司制度');
insert into outbox_seq (aggregate_type, aggregate_id, last_seq) values ('authority-matrix', '${FIRST}', 1);
insert into outbox (event_id, aggregate_type, aggregate_id, aggregate_seq, event_type, payload, headers)
values (gen_random_uuid(), 'authority-matrix', '${FIRST}', 1, 'evt.info-sharing.authority-matrix.published',
  jsonb_build_object('matrixId', '${FIRST}', 'matrixVersion', 1, 'validFrom', '2000-01-01', 'rules', '${table}'::jsonb),
  jsonb_build_object('actor', 'service:info-sharing', 'correlationId', gen_random_uuid()));
`,
};
