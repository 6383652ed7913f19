import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, now, type Actor } from '@linli/bus';
import { ApplyForData, type DataRequestView } from '@linli/contracts';
import { placementsOf } from '../project-placement/placements-of.js';
import { scopeOf } from '../project-placement/project-placement.js';
import { DataRequest } from './data-request.js';
import { view } from './data-request.view.js';

@Controller()
export class ApplyForDataHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ApplyForData)
  async handle(form: ApplyForData, by: Actor): Promise<DataRequestView> {
    for (const projectId of form.targetProjectIds) by.mustSee(projectId, 'project');
    const projectIds = [...form.sourceProjectIds, ...form.targetProjectIds];
    const place = scopeOf(projectIds, await placementsOf(this.em, projectIds));
    const request = DataRequest.open(form, place, by, now(), formNo('GX'));
    this.em.persist(request);
    return view(request);
  }
}
