import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load } from '@linli/bus';
import { ReleaseUnit, type UnitView } from '@linli/contracts';
import { Unit } from './unit.js';
import { view } from './unit.view.js';

@Controller()
export class ReleaseUnitHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ReleaseUnit)
  async handle({ unitId, version }: ReleaseUnit): Promise<UnitView> {
    const unit = await load(this.em, Unit, unitId, version);
    unit.release();
    return view(unit);
  }
}
