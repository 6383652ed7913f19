/** A rescinded contract ends its title case and is noted on its loan. */
export const rescissions = {
  name: 'MortgageCollection003Rescissions',
  sql: `
alter table title_case drop constraint title_case_state_check;
alter table title_case add constraint title_case_state_check check (state in ('OPENED', 'AGENCY_ASSIGNED', 'FILED', 'CERTIFICATE_ISSUED', 'MORTGAGE_REGISTERED', 'GUARANTEE_RELEASED', 'CANCELLED'));
alter table loan_account add column rescinded_on date;
`,
};
