/** The facts of 消费者分析 and the traits of a prospect; columns, so that reports group by them. */
export const buyerProfileTables = {
  name: 'SalesOffice013BuyerProfile',
  sql: `
alter table prospect add column occupation text, add column income_band text, add column education text, add column residential_area text,
  add column motive text, add column habits text;
`,
};
