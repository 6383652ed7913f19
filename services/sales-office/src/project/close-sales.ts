import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, now, type Actor } from '@linli/bus';
import { CloseSales, type ProjectView } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { HAND_OVER, HAND_OVER_KINDS, SalesHandover } from '../sales-handover/sales-handover.js';
import { loadProject } from './load-project.js';
import { view } from './project.view.js';

@Controller()
export class CloseSalesHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(CloseSales)
  async handle({ projectId, version }: CloseSales, by: Actor): Promise<ProjectView> {
    const project = await loadProject(this.em, projectId, by, version);
    const { ownerDepartment: from } = project;
    const closedOn = dayOf(now());
    project.closeSales(closedOn);
    const handover = SalesHandover.of(project, { formNo: formNo('FP'), from, closedOn, by: by.name });
    this.em.persist(handover);
    await this.em.flush(); // before its tasks
    await this.em.execute(HAND_OVER, [handover.id, ...Array<string>(HAND_OVER_KINDS).fill(projectId)]);
    return view(project);
  }
}
