/** Drafts of contracts. Contracts that were signed before have none and need none. */
export const contractDraftTables = {
  name: 'SalesOffice037ContractDraft',
  sql: `
create table contract_draft (
  id uuid primary key, version int not null default 1,
  state text not null check (state in ('DRAFT', 'SIGNED', 'WITHDRAWN')),
  project_id text not null references project (id) deferrable initially deferred,
  subscription_id uuid not null references subscription (id) deferrable initially deferred,
  consultant_id text not null, contract_no text not null, payment_method text not null,
  total_price_fen bigint not null, down_payment_fen bigint, loan_bank text, loan_contract_no text, loan_amount_fen bigint,
  handover_due_on date not null, special_clauses jsonb not null, payment_scheme_id uuid,
  drafted_by text not null, drafted_at timestamptz not null, revised_by text, revised_at timestamptz, withdraw_reason text,
  contract_id uuid references contract (id) deferrable initially deferred);
create unique index contract_draft_live on contract_draft (subscription_id) where state = 'DRAFT';
create unique index contract_draft_number on contract_draft (project_id, contract_no) where state = 'DRAFT';
create index contract_draft_project on contract_draft (project_id, state, id);
create index contract_draft_consultant on contract_draft (consultant_id, id);
create index contract_draft_subscription on contract_draft (subscription_id, id);
`,
};
