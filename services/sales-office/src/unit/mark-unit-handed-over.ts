import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { On } from '@linli/bus';
import { UnitHandedOver } from '@linli/contracts';
import { Unit } from './unit.js';
import { unitWorkflow } from './unit.workflow.js';

@Controller()
export class MarkUnitHandedOverHandler {
  constructor(private readonly em: EntityManager) {}

  @On(UnitHandedOver, { as: 'mark-unit-handed-over' })
  async handle({ unitId }: UnitHandedOver): Promise<void> {
    const unit = await this.em.findOne(Unit, unitId);
    if (!unit) return; // a unit that was never sold here, such as one taken over from another developer
    if (!unitWorkflow.can(unit.state, 'handOver')) return; // handed over before, or sold to somebody else meanwhile
    unit.handOver();
  }
}
