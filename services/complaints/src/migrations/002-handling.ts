export const handlingOfComplaints = {
  name: 'Complaints002Handling',
  sql: `
alter table complaint add column handling jsonb;
alter table complaint drop constraint complaint_state_check;
alter table complaint add constraint complaint_state_check check (state in ('REGISTERED', 'INVESTIGATED', 'PLANNED', 'APPROVAL', 'REPLANNING', 'NEGOTIATING', 'EXECUTING', 'EXECUTED', 'CHECKED', 'FED_BACK', 'CLOSED', 'WITHDRAWN', 'UNAGREED'));
-- The customer may be a party of another department.
alter table complaint drop constraint complaint_party_id_fkey;
create index complaint_party on complaint (party_id);
-- Pages are read along these; nulls last keeps the planner from walking the primary key instead, which filters ever more rows.
drop index complaint_project_state;
drop index complaint_state;
create index complaint_project_state on complaint (project_id, state, id desc nulls last);
create index complaint_project on complaint (project_id, id desc nulls last);
create index complaint_state on complaint (state, id desc nulls last);

create table policy (
  rule text not null, valid_from date not null, value text not null,
  primary key (rule, valid_from));
insert into policy (rule, valid_from, value) values ('plan-approver', '2000-01-01', 'MANAGER_IN_CHARGE');
`,
};
