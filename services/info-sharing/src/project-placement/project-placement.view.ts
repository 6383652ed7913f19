import type { ProjectPlacementView } from '@linli/contracts';
import type { ProjectPlacement } from './project-placement.js';

export function view(placement: ProjectPlacement): ProjectPlacementView {
  const { id, projectId, company, directorId, placedAt, placedBy } = placement;
  return {
    id,
    projectId,
    company,
    ...(directorId === null ? {} : { directorId }),
    placedAt: placedAt.toISOString(),
    placedBy,
  };
}

export type ProjectPlacementRow = Omit<ProjectPlacementView, 'directorId'> & { directorId: string | null };

/** The columns of a ProjectPlacementView, from project_placement p. */
export const placementColumns = `p.id, p.project_id as "projectId", p.company, p.director_id as "directorId",
  to_char(p.placed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "placedAt", p.placed_by as "placedBy"`;

export function viewOfRow({ directorId, ...always }: ProjectPlacementRow): ProjectPlacementView {
  return { ...always, ...(directorId === null ? {} : { directorId }) };
}
