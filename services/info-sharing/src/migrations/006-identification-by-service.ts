/** What is to be found out next is looked for by department. The index before it serves the version that goes on while this is rolled out. */
export const identificationByService = {
  name: 'InfoSharing006IdentificationByService',
  sql: `
create index identification_pending_of on identification (service, next_attempt_at)
  where wanted_at_news > done_at_news and given_up_at is null;
`,
};
