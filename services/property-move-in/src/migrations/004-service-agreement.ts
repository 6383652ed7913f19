/** 服务协议和合同 with the owners of units. */
export const serviceAgreementTable = {
  name: 'MoveIn004ServiceAgreement',
  sql: `
create table service_agreement (
  id uuid primary key, version int not null default 1, agreement_no text not null unique,
  kind text not null check (kind in ('AGREEMENT', 'CONTRACT')),
  project_id text not null, unit_id uuid not null references household (id), room text not null, party_id uuid not null,
  title text not null, services text not null, signed_on date not null, from_on date not null, until_on date check (until_on >= from_on),
  recorded_by text not null, ending jsonb);
create index service_agreement_project on service_agreement (project_id, id);
create index service_agreement_room on service_agreement (project_id, room, id);
create index service_agreement_party on service_agreement (party_id, id);
`,
};
