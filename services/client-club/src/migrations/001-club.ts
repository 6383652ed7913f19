export const clubTables = {
  name: 'ClientClub001Club',
  sql: `
create table policy (
  rule text not null, value jsonb not null, valid_from date not null, source text not null,
  primary key (rule, valid_from));
insert into policy (rule, value, valid_from, source) values
  ('care-message-attempts', '8', '2000-01-01', 'to be confirmed'),
  ('care-message-backoff-seconds', '10', '2000-01-01', 'to be confirmed');

create table care_message_template (
  kind text not null, title text not null, body text not null, valid_from date not null, source text not null,
  primary key (kind, valid_from));
insert into care_message_template (kind, title, body, valid_from, source) values
  ('SUBSCRIPTION_CONGRATS', '认购祝贺', '尊敬的客户,恭喜您成功认购{room}!感谢您的信任,置业顾问将全程为您服务。【邻里】', '2000-01-01', '003 项目中后期'),
  ('SIGNING_REMINDER', '签约提醒', '尊敬的客户,您预约的签约日是明天,请携带身份证、认购书及应付款项,资料名单请向置业顾问查询。【邻里】', '2000-01-01', '003 项目中后期'),
  ('MOVE_IN_GREETING', '入住问候', '尊敬的住户,恭喜您乔迁{room}!如有任何需要,请拨打客户服务电话,我们随时为您服务。【邻里】', '2000-01-01', '003 项目中后期'),
  ('THREE_DAYS_AFTER_SUBSCRIPTION', '认购后三日提醒', '尊敬的客户,您认购已满三日,请按认购书约定准备签约资料和款项,如有疑问请联系置业顾问。【邻里】', '2000-01-01', '003 中期'),
  ('SEVEN_DAYS_AFTER_SIGNING', '签约后七日回访', '尊敬的客户,您签约已满一周,感谢您选择我们,置业顾问将与您联系,听取您的意见。【邻里】', '2000-01-01', '003 中期'),
  ('CONTRACT_FILED', '合同备案通知', '尊敬的客户,您的购房合同已完成备案,请与置业顾问联系领取。【邻里】', '2000-01-01', '003 中期'),
  ('LOAN_DISBURSED', '按揭放款通知', '尊敬的客户,您的按揭贷款已发放,请按贷款合同约定的日期按时还款。【邻里】', '2000-01-01', '003 中期');

create table care_message (
  id uuid primary key, version int not null default 1,
  kind text not null, state text not null check (state in ('WAITING', 'SENDING', 'SENT', 'FAILED', 'SUPPRESSED')),
  project_id text not null, party_id uuid not null, subject_id uuid not null, subscription_id uuid, title text not null, text text not null,
  planned_at timestamptz not null, attempts int not null, max_attempts int not null, backoff_seconds int not null,
  next_attempt_at timestamptz, last_failure text, sent_at timestamptz, suppressed_by text, suppressed_why text);
create unique index care_message_once_per_occasion on care_message (kind, subject_id);
create index care_message_to_send on care_message (next_attempt_at) where state in ('WAITING', 'SENDING');
create index care_message_project_state on care_message (project_id, state, id);
create index care_message_project_kind on care_message (project_id, kind, id);
create index care_message_party on care_message (party_id);
create index care_message_subscription on care_message (subscription_id) where subscription_id is not null;

create table cancelled_subscription (id uuid primary key, cancelled_at timestamptz not null);

create table club_member (
  id uuid primary key, version int not null default 1, member_no text not null unique,
  state text not null check (state in ('MEMBER')), project_id text not null, party_id uuid not null,
  phone_index text, joined_at timestamptz not null);
create unique index club_member_once on club_member (project_id, party_id);
create unique index club_member_once_per_phone on club_member (project_id, phone_index) where phone_index is not null;
create index club_member_party on club_member (party_id);
`,
};
