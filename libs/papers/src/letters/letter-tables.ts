import { letterWorkflow } from './work-contact-letter.js';

/** The tables of a service that receives 工作联系函, as a migration; `letterEntities` beside them. */
export const letterTables = {
  name: 'Papers002WorkContactLetter',
  sql: `
create table work_contact_letter (
  id uuid primary key, version int not null default 1,
  state text not null check (state in ('RECEIVED', 'ACKNOWLEDGED', 'CARRIED_OUT', 'SETTLED')),
  department text not null, project_id text not null, kind text not null, due_on date not null, round int not null check (round > 0),
  received_at timestamptz not null, acknowledged_by text, acknowledged_at timestamptz, answers jsonb not null);
create index work_contact_letter_department on work_contact_letter (department, id desc nulls last);
create index work_contact_letter_open on work_contact_letter (department, id desc nulls last) where state in ('RECEIVED', 'ACKNOWLEDGED');

create table letter_proof (
  id uuid primary key, letter_id uuid not null references work_contact_letter (id), round int not null,
  name text not null, type text not null, bytes bytea not null, kept_at timestamptz not null,
  unique (letter_id, round));
`,
};

/** A letter that was wrong is taken back. */
export const letterWithdrawn = {
  name: 'Papers003LetterWithdrawn',
  sql: `
alter table work_contact_letter drop constraint work_contact_letter_state_check,
  add constraint work_contact_letter_state_check check (${letterWorkflow.check('state')});
`,
};
