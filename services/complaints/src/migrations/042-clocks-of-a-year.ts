/** Clocks of a year are counted from indexes alone: those that were kept or kept too late, and the few that nobody has settled since they fired. */
export const clocksOfAYear = {
  name: 'Complaints042ClocksOfAYear',
  sql: `
create index clock_settled on clock (due_at) include (rule, project_id, settled_at)
  where level = 0 and settled_at is not null and cancelled_at is null;
create index clock_broken on clock (due_at) include (rule, project_id)
  where level = 0 and settled_at is null and cancelled_at is null and fired_at is not null;
`,
};
