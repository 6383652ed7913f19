/** Analyses of sales with their conclusions. */
export const analysisTables = {
  name: 'SalesOffice031Analyses',
  sql: `
create table sales_analysis (
  id uuid primary key, version int not null default 1,
  state text not null check (state in ('DRAWN', 'CONCLUDED')),
  form_no text not null unique, project_id text not null references project (id) deferrable initially deferred,
  kind text not null, from_on date not null, to_on date not null, drawn_by text not null, drawn_at timestamptz not null,
  sections jsonb not null, conclusion jsonb, check (from_on <= to_on), check ((state = 'CONCLUDED') = (conclusion is not null)));
create index sales_analysis_state on sales_analysis (project_id, state, id);
create index sales_analysis_kind on sales_analysis (project_id, kind, id);
create index sales_analysis_period on sales_analysis (project_id, kind, from_on, to_on);
`,
};
