/** Service agreements as property-move-in told them, and the cases that are linked to each. */
export const knownAgreements = {
  name: 'Complaints062ServiceAgreement',
  sql: `
create table known_agreement (
  id uuid primary key, agreement_no text not null unique, project_id text not null, from_on date not null, until_on date);
create index complaint_agreement on complaint (agreement_no, id desc nulls last) where agreement_no is not null;
`,
};
