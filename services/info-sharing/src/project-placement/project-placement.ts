import { defineEntity, p } from '@mikro-orm/core';
import type { PlaceProject, ShareScope } from '@linli/contracts';
import { newId, refuse } from '@linli/kernel';

const ProjectPlacementSchema = defineEntity({
  name: 'ProjectPlacement',
  tableName: 'project_placement',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.text(),
    company: p.text(),
    directorId: p.text().nullable(),
    placedAt: p.datetime(),
    placedBy: p.text(),
  },
});

/** Where a project stands in the group: its company, and the sales director in charge. Every change is a row; the latest counts. */
export class ProjectPlacement extends ProjectPlacementSchema.class {
  static place(
    { projectId, company, directorId }: PlaceProject,
    by: { readonly name: string; readonly at: Date },
  ): ProjectPlacement {
    return Object.assign(new ProjectPlacement(), {
      id: newId(),
      projectId,
      company: company.trim(),
      directorId: directorId ?? null,
      placedAt: by.at,
      placedBy: by.name,
    });
  }
}

/** What a data request needs to know of its projects. */
export type Placement = Pick<ProjectPlacement, 'projectId' | 'company' | 'directorId'>;

/** 调配范围 of projects, and the sales director whose own they are. Refuses a project that is not placed. */
export function scopeOf(
  projectIds: readonly string[],
  placements: readonly Placement[],
): { readonly scope: ShareScope; readonly directorId: string | null } {
  const places = [...new Set(projectIds)].map((projectId) => {
    const place = placements.find((each) => each.projectId === projectId);
    if (!place) {
      throw refuse.rule('data-request.project-unknown', '项目的所属公司尚未登记，请先由销售管理部登记项目归属。', {
        projectId,
      });
    }
    return place;
  });
  const companies = new Set(places.map(({ company }) => company));
  const directors = new Set(places.map(({ directorId }) => directorId));
  const [director = null] = directors;
  if (companies.size > 1) return { scope: 'CROSS_COMPANY', directorId: null };
  if (directors.size === 1 && director !== null) return { scope: 'OWN_PROJECTS', directorId: director };
  return { scope: 'INTERNAL', directorId: null };
}

ProjectPlacementSchema.setClass(ProjectPlacement);
