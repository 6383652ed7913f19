import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, now, type Actor } from '@linli/bus';
import { CloseSales, type ProjectView } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { loadProject } from './load-project.js';
import { view } from './project.view.js';

@Controller()
export class CloseSalesHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(CloseSales)
  async handle({ projectId, version }: CloseSales, by: Actor): Promise<ProjectView> {
    const project = await loadProject(this.em, projectId, by, version);
    project.closeSales(dayOf(now()));
    return view(project);
  }
}
