/** A service's copy of the projects: which there are. */
export const projectTables = {
  name: 'Projects001Known',
  sql: `create table known_project (project_id text primary key);`,
};

/** The copy of a service that has open work: which projects there are, who owns their customer relations, and what was handed over at 封盘. */
export const ownershipTables = {
  name: 'Projects001Copy',
  sql: `
create table known_project (
  project_id text primary key, owner_department text not null, sales_closed_on date,
  from_department text, taken_over_at timestamptz);

create table handed_over_work (
  project_id text not null references known_project (project_id), id uuid not null, subject text not null, state text not null, room text,
  primary key (project_id, id));
`,
};
