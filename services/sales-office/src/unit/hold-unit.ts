import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load } from '@linli/bus';
import { HoldUnit, type UnitView } from '@linli/contracts';
import { Unit } from './unit.js';
import { view } from './unit.view.js';

@Controller()
export class HoldUnitHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(HoldUnit)
  async handle({ unitId, version, reason }: HoldUnit): Promise<UnitView> {
    const unit = await load(this.em, Unit, unitId, version);
    unit.hold(reason);
    return view(unit);
  }
}
