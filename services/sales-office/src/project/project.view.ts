import type { ProjectView } from '@linli/contracts';
import { columns, present, type RowOf } from '../view/rows.js';
import type { Project } from './project.js';
import { projectWorkflow, type ProjectState } from './project.workflow.js';

export type ProjectRow = RowOf<ProjectView> & { state: ProjectState };

export const projectColumns = `${columns('p', 'id version state name city signingTermDays holdDays dailyCutOff ownerDepartment')}, p.sales_closed_on::text as "salesClosedOn"`;

export const viewOfRow = (row: ProjectRow): ProjectView => present(row, projectWorkflow.allowed(row.state));

export function view(project: Project): ProjectView {
  const { id, version, state, name, city, signingTermDays, holdDays, dailyCutOff, ownerDepartment, salesClosedOn } =
    project;
  return viewOfRow({
    id,
    version,
    state,
    name,
    city,
    signingTermDays,
    holdDays,
    dailyCutOff,
    ownerDepartment,
    salesClosedOn,
  });
}
