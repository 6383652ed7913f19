/** The list of open visits at 300,000 entries is read in its own order. */
export const visitListIndexes = {
  name: 'SalesOffice014VisitLists',
  sql: 'create index visit_state_kind on visit (project_id, state, kind, id);',
};
