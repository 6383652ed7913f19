/** The list of a project's payments at 60,000 is read in its own order, not through those of others. */
export const paymentListIndexes = {
  name: 'SalesOffice041PaymentLists',
  sql: 'create index payment_list on payment (project_id, id);',
};
