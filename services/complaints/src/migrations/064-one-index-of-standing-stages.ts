/** The stages that open cases stand in have one index: entering a case writes no more of them than before they were counted. */
export const standingStages = {
  name: 'Complaints064StandingStages',
  sql: `
drop index case_stage_open;
`,
};
