/** All cases that a colleague has or had, not only the open ones. */
export const casesOfAColleague = {
  name: 'Complaints065CasesOfAColleague',
  sql: `
create index complaint_assignee on complaint (assignee_id, id desc nulls last) where assignee_id is not null;
`,
};
