/** Kinds of cases, what a case owes its customer, and the work lists: few cases are open among very many. */
export const caseOfComplaints = {
  name: 'Complaints005Case',
  sql: `
alter table complaint
  add column kind text not null default 'COMPLAINT' check (kind in ('COMPLAINT', 'REPAIR', 'SUGGESTION', 'OBJECTION')),
  add column acknowledged boolean not null default false,
  add column answered boolean not null default false,
  add column disputed boolean not null default false,
  add column waiting boolean not null default false,
  add column explanation_owed boolean not null default false,
  add column escalation_level int not null default 0,
  add column reopened int not null default 0,
  add column assignee_id text,
  add column assignee text,
  add column incident_id uuid,
  add column agreement_no text,
  add column media_source text,
  add column earlier_id uuid references complaint (id);
alter table complaint add column is_open boolean not null generated always as (state not in ('CLOSED', 'WITHDRAWN', 'UNAGREED')) stored;
-- What had begun before there was an acknowledgement is not held up for want of one.
update complaint set acknowledged = true, answered = true where state <> 'REGISTERED';
update complaint set disputed = true where handling @? '$.plans[*].talks[*] ? (@.kind == "FORMAL" && @.agreed == false)';
create index complaint_open on complaint (id desc nulls last) where is_open;
create index complaint_open_project on complaint (project_id, id desc nulls last) where is_open;
create index complaint_open_assignee on complaint (assignee_id, id desc nulls last) where is_open;
create index complaint_disputed on complaint (id desc nulls last) where disputed;
create index complaint_incident on complaint (incident_id, id desc nulls last) where incident_id is not null;
create index complaint_party_newest on complaint (party_id, id desc nulls last);
drop index complaint_party;
create index complaint_room on complaint (project_id, room, id desc nulls last) where room is not null;

create table handler_absence (
  id uuid primary key, version int not null default 1,
  colleague_id text not null, colleague text not null, from_on date not null, until_on date not null check (until_on >= from_on),
  reason text not null, recorded_by text not null);
create index handler_absence_colleague on handler_absence (colleague_id, until_on);

insert into policy (rule, valid_from, value) values ('reopen-grace-days', '2000-01-01', '7');
`,
};
