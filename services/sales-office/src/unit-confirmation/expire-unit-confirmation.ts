import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { now, OnClock, type Firing } from '@linli/bus';
import { dayOf } from '@linli/kernel';
import { Unit } from '../unit/unit.js';
import { UnitConfirmation } from './unit-confirmation.js';

/** The days that a 房位确认单 holds a unit without a 定金 are over: the unit is free again. */
@Controller()
export class ExpireUnitConfirmationHandler {
  constructor(private readonly em: EntityManager) {}

  @OnClock('confirmation-hold-ends')
  async handle({ subjectId }: Firing): Promise<void> {
    const confirmation = await this.em.findOneOrFail(UnitConfirmation, subjectId);
    if (!confirmation.isOver(dayOf(now()))) return; // sold, cancelled, or finance is counting the money
    confirmation.expire();
    const unit = await this.em.findOneOrFail(Unit, confirmation.unitId);
    unit.free();
  }
}
