import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, now, whenNotUnique, type Actor } from '@linli/bus';
import { HandOverUnit, type HandoverView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { Household } from '../household/household.js';
import { Handover } from './handover.js';
import { viewOfHandover } from './handover.view.js';

whenNotUnique('handover_once_per_unit', () =>
  refuse.conflict('handover.already-done', 'The keys of this unit were handed over before; look the handover up.'),
);

@Controller()
export class HandOverUnitHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(HandOverUnit)
  async handle({ unitId, handoverDate }: HandOverUnit, by: Actor): Promise<HandoverView> {
    const household = await this.em.findOne(Household, unitId);
    if (!household || !by.sees(household.projectId)) {
      throw refuse.notFound(
        'handover.no-signed-contract',
        'No signed contract of this unit is known here; check the unit or wait for the sales office.',
      );
    }
    if (household.rescindedOn)
      throw refuse.rule(
        'handover.contract-rescinded',
        'The contract of this unit is rescinded; no keys are handed over.',
      );
    const handover = Handover.of(household, handoverDate, { formNo: formNo('JF'), by: by.name, at: now() });
    this.em.persist(handover);
    return viewOfHandover(handover);
  }
}
