/** What projects have delivered of their customers: ids and what is missing, no facts. */
export const customerDossierTables = {
  name: 'InfoSharing005CustomerDossier',
  sql: `
create table customer_dossier_entry (
  prospect_id uuid primary key, party_id uuid not null, project_id text not null,
  standing text not null check (standing in ('PROSPECT', 'BUYER', 'LOST')), missing text[] not null,
  revision int not null, delivered_on date not null);
create index customer_dossier_entry_party on customer_dossier_entry (party_id);
`,
};
