import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, now, whenNotUnique, type Actor } from '@linli/bus';
import { ReleaseUnits, type ReleaseBatchView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { unitsToHold } from '../hold-ratio/hold-ratio.js';
import { HOLDS, type HoldsRow } from '../hold-ratio/holds.js';
import { loadProject } from '../project/load-project.js';
import { Unit } from '../unit/unit.js';
import { ReleaseBatch } from './release-batch.js';
import { view } from './release-batch.view.js';

whenNotUnique('release_batch_name', () =>
  refuse.conflict('release-batch.name-taken', '本项目已有同名批次，请换一个批次名称。'),
);

@Controller()
export class ReleaseUnitsHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ReleaseUnits)
  async handle(form: ReleaseUnits, by: Actor): Promise<ReleaseBatchView> {
    const project = await loadProject(this.em, form.projectId, by);
    project.mustSell();
    const units = await this.unitsOf(form);
    await this.mustKeepRatio(form.projectId, units);
    const batch = ReleaseBatch.of(form, units.length, { formNo: formNo('SF'), by: by.name, at: now() });
    for (const unit of units) unit.release(batch.id);
    this.em.persist(batch);
    return view(batch);
  }

  private async unitsOf({ projectId, unitIds }: ReleaseUnits): Promise<Unit[]> {
    const ids = [...new Set(unitIds)];
    const units = await this.em.find(Unit, { projectId, id: { $in: ids } });
    if (ids.length === 0 || units.length < ids.length)
      throw refuse.notFound('unit.not-found', '所选房源中有的不在该项目内，请核对编号。');
    const free = units.filter(({ state }) => state !== 'HELD').map(({ room }) => room);
    if (free.length > 0)
      throw refuse.conflict('release-batch.not-held', '有房源不在销控保留中，整批没有释放，请刷新销控板后重选。', {
        rooms: free.slice(0, 20),
      });
    return units;
  }

  /** The ratio is lowered first, with a reason, and the units are released then [REQ-076]. */
  private async mustKeepRatio(projectId: string, units: readonly Unit[]): Promise<void> {
    const rows = await this.em.execute<HoldsRow[]>(HOLDS.replaceAll('$1', '?'), [projectId, projectId]);
    for (const { building, units: all, held, targetPercent } of rows) {
      const leaving = units.filter((unit) => unit.building === building).length;
      const least = targetPercent === null ? 0 : unitsToHold(all, targetPercent);
      if (leaving > 0 && held - leaving < least)
        throw refuse.rule('release-batch.below-ratio', '释放后低于销控比例，请先调整销控比例，或少释放几套。', {
          ...{ building, held, leaving, least },
        });
    }
  }
}
