import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, now, type Actor } from '@linli/bus';
import { PlaceProject, type ProjectPlacementView } from '@linli/contracts';
import { ProjectPlacement } from './project-placement.js';
import { view } from './project-placement.view.js';

@Controller()
export class PlaceProjectHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(PlaceProject)
  async handle(form: PlaceProject, by: Actor): Promise<ProjectPlacementView> {
    by.mustSee(form.projectId, 'project');
    const placement = ProjectPlacement.place(form, { name: by.name, at: now() });
    this.em.persist(placement);
    return view(placement);
  }
}
