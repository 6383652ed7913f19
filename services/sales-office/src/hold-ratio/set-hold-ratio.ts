import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, now, type Actor } from '@linli/bus';
import { SetHoldRatio, type HoldRatioView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { loadProject } from '../project/load-project.js';
import { Unit } from '../unit/unit.js';
import { HoldRatio } from './hold-ratio.js';
import { view } from './hold-ratio.view.js';

@Controller()
export class SetHoldRatioHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(SetHoldRatio)
  async handle(form: SetHoldRatio, by: Actor): Promise<HoldRatioView> {
    const { projectId, building } = form;
    await loadProject(this.em, projectId, by);
    if (building !== undefined && (await this.em.count(Unit, { projectId, building })) === 0)
      throw refuse.rule('hold-ratio.building-unknown', '房源表里没有这一栋，请核对楼栋。');
    const ratio = HoldRatio.set(form, by.name, now());
    this.em.persist(ratio);
    return view(ratio);
  }
}
