import { clockPolicies } from '@linli/bus';

/** 电话服务: lines, phone book, scripts, lists, calls and call-backs; the times are the house's, to be confirmed. */
export const phoneTables = {
  name: 'Complaints030Phone',
  sql: `
create table phone_line (
  id uuid primary key, version int not null default 1, project_id text not null,
  state text not null check (state in ('FREE', 'ASSIGNED', 'CLOSED')), kind text not null, number text not null, title text not null,
  holder_id text, holder_name text, holders jsonb not null default '[]');
create unique index phone_line_number on phone_line (number) where state <> 'CLOSED';
create index phone_line_project on phone_line (project_id, id);
create index phone_line_holder on phone_line (holder_id) where holder_id is not null;

create table phone_book_entry (
  id uuid primary key, version int not null default 1, project_id text,
  state text not null check (state in ('LISTED', 'REMOVED')), kind text not null,
  name_sealed text not null, name text not null, phone_sealed text not null, phone text not null, phone_index text not null,
  tokens bigint[] not null, organisation text, post text, party_id uuid, remark text);
create index phone_book_entry_tokens on phone_book_entry using gin (tokens);
create index phone_book_entry_project on phone_book_entry (project_id, id) where state = 'LISTED';
create index phone_book_entry_kind on phone_book_entry (kind, id) where state = 'LISTED';
create index phone_book_entry_phone on phone_book_entry (phone_index) where state = 'LISTED';

create table call_script (
  id uuid primary key, version int not null default 1, state text not null check (state in ('DRAFT', 'RELEASED', 'RETIRED')),
  title text not null, occasion text not null, body text not null, edition int not null,
  written_by text not null, written_at timestamptz not null, released_by text);
create index call_script_state on call_script (state, id);

create table call_list (
  id uuid primary key, version int not null default 1, form_no text not null unique, project_id text not null,
  state text not null check (state in ('OPEN', 'CLOSED')), title text not null, purpose text,
  call_script_id uuid references call_script (id) deferrable initially deferred,
  opened_by text not null, opened_at timestamptz not null);
create index call_list_project on call_list (project_id, state, id);
create index call_list_state on call_list (state, id);

create table call_list_entry (
  id uuid primary key, version int not null default 1,
  call_list_id uuid not null references call_list (id) deferrable initially deferred, project_id text not null,
  state text not null check (state in ('OPEN', 'REACHED', 'SKIPPED')),
  party_id uuid not null references party (id) deferrable initially deferred,
  complaint_id uuid references complaint (id) deferrable initially deferred,
  assignee_id text, assignee_name text, attempts int not null default 0, dialled_at timestamptz,
  last_call_id uuid, last_outcome text, skip_reason text);
create unique index call_list_entry_once on call_list_entry (call_list_id, party_id, complaint_id) nulls not distinct;
create index call_list_entry_list on call_list_entry (call_list_id, id);
create index call_list_entry_assignee on call_list_entry (assignee_id, call_list_id, attempts, id) where state = 'OPEN';
create index call_list_entry_complaint on call_list_entry (complaint_id) where complaint_id is not null;

create table call_record (
  id uuid primary key, version int not null default 1, form_no text not null unique, project_id text not null,
  state text not null check (state in ('DIALLING', 'RINGING', 'TALKING', 'ENDED', 'FAILED', 'LOGGED')),
  direction text not null check (direction in ('IN', 'OUT')), staff_id text, staff_name text,
  line_id uuid references phone_line (id) deferrable initially deferred,
  party_id uuid, phone_sealed text, phone text, phone_index text,
  subject_kind text, subject_id uuid, call_list_entry_id uuid, call_script_id uuid,
  exchange_call_id text unique, dial_attempts int not null default 0, next_dial_at timestamptz,
  started_at timestamptz not null, answered_at timestamptz, ended_at timestamptz, talked_seconds int,
  outcome text, summary text, notes jsonb not null default '[]', recorded boolean not null default false);
create index call_record_project on call_record (project_id, id);
create index call_record_staff on call_record (staff_id, id);
create index call_record_state on call_record (state, id) where state <> 'LOGGED';
create index call_record_party on call_record (party_id, id) where party_id is not null;
create index call_record_subject on call_record (subject_id, id) where subject_id is not null;
create index call_record_phone on call_record (phone_index) where phone_index is not null;
create index call_record_dial on call_record (next_dial_at) where next_dial_at is not null;
create index call_record_started on call_record (started_at, project_id)
  include (staff_id, staff_name, line_id, direction, outcome, subject_kind, talked_seconds);

create table call_recording (
  id uuid primary key, version int not null default 1, call_id uuid not null references call_record (id) deferrable initially deferred,
  project_id text not null, reference text, seconds int not null, recorded_at timestamptz not null,
  kept_until date not null, erased_at timestamptz);
create unique index call_recording_call on call_recording (call_id);

-- What the exchange has to erase: an errand outside the database, done until it has said yes.
create table recording_to_erase (id uuid primary key, reference text not null, next_attempt_at timestamptz not null, attempts int not null default 0);

create table callback (
  id uuid primary key, version int not null default 1, project_id text not null,
  state text not null check (state in ('PLANNED', 'DUE', 'DONE', 'CANCELLED')), reason text not null,
  call_id uuid not null references call_record (id) deferrable initially deferred, party_id uuid,
  assignee_id text, assignee_name text, due_at timestamptz not null, remark text, moved int not null default 0,
  escalated_to text, done_by_call_id uuid, done_at timestamptz, cancel_reason text);
create unique index callback_open on callback (call_id) where state in ('PLANNED', 'DUE');
create index callback_project on callback (project_id, state, id);
create index callback_state on callback (state, id);
create index callback_assignee on callback (assignee_id, state, id);
create index callback_due on callback (due_at, project_id);

${clockPolicies([
  {
    rule: 'callback.due',
    title: '约定回电',
    source: '004 四(四)',
    amount: 0,
    unit: 'NATURAL_DAYS',
    escalation: [
      { role: 'CS_SUPERVISOR', name: '客服部主管', amount: 60, unit: 'WORKING_MINUTES' },
      { role: 'MANAGER_IN_CHARGE', name: '主管经理', amount: 240, unit: 'WORKING_MINUTES' },
    ],
    remark: '待确认',
  },
  {
    rule: 'callback.missed-call',
    title: '未接来电回电',
    source: '004 四(四)',
    amount: 30,
    unit: 'WORKING_MINUTES',
    remark: '待确认',
  },
  {
    rule: 'call-recording.retention',
    title: '电话录音保存期',
    source: '004 四(四)',
    amount: 180,
    unit: 'NATURAL_DAYS',
    at: '24:00',
    remark: '待确认',
  },
])}
`,
};
