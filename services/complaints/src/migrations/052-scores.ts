/** Few cases of a year are rated or invited to be: they are counted from indexes of their own, so that the others are not looked at. */
export const scoresOfCases = {
  name: 'Complaints052Scores',
  sql: `
create index case_fact_scores on case_fact (received_on, project_id) include (rating, quality) where rating is not null or quality is not null;
create index case_fact_invited on case_fact (received_on, project_id) where invited;
`,
};
