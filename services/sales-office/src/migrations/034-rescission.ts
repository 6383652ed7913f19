/** 解除合同: a unit can be signed again, obligations lapse with their contract. */
export const rescissionTables = {
  name: 'SalesOffice034Rescission',
  sql: `
alter table contract drop constraint contract_state_check;
alter table contract add constraint contract_state_check check (state in ('SIGNED', 'FILED', 'LOAN_DISBURSED', 'RESCINDED'));
alter table contract add column rescinded_on date, add column rescind_reason text;
drop index contract_unit;
create unique index contract_unit on contract (unit_id) where state <> 'RESCINDED';
create index contract_unit_all on contract (unit_id, id);
alter table contract_obligation drop constraint contract_obligation_state_check;
alter table contract_obligation add constraint contract_obligation_state_check check (state in ('OPEN', 'FULFILLED', 'LAPSED'));
`,
};
