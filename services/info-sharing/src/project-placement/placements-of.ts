import type { EntityManager } from '@mikro-orm/postgresql';
import type { Placement } from './project-placement.js';

/** The placements that count now, of those of these projects that are placed. */
export async function placementsOf(em: EntityManager, projectIds: readonly string[]): Promise<Placement[]> {
  if (projectIds.length === 0) return [];
  const places = projectIds.map(() => '?').join(', ');
  return em.execute<Placement[]>(
    `select distinct on (project_id) project_id as "projectId", company, director_id as "directorId"
     from project_placement where project_id in (${places}) order by project_id, id desc`,
    [...projectIds],
  );
}
