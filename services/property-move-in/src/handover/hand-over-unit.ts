import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, now, whenNotUnique, type Actor } from '@linli/bus';
import { HandOverUnit, type HandoverView } from '@linli/contracts';
import { Refusal, refuse } from '@linli/kernel';
import { Household } from '../household/household.js';
import { Handover } from './handover.js';
import { viewOfHandover } from './handover.view.js';

whenNotUnique('handover_once_per_unit', () =>
  refuse.conflict('handover.already-done', '该房屋已交付，请查看原交付记录。'),
);

@Controller()
export class HandOverUnitHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(HandOverUnit)
  async handle({ unitId, handoverDate }: HandOverUnit, by: Actor): Promise<HandoverView> {
    const household = await this.em.findOne(Household, unitId);
    if (!household || !by.sees(household.projectId)) {
      const sentence = '没有该房屋的签约记录，请核对房号，或等待售楼部签约。';
      throw new Refusal('not-found', 'handover.no-signed-contract', sentence, { retryable: true }); // the news of it may be under way
    }
    if (household.rescindedOn) throw refuse.rule('handover.contract-rescinded', '该房屋的合同已解除，不能交付。');
    const handover = Handover.of(household, handoverDate, { formNo: formNo('JF'), by: by.name, at: now() });
    this.em.persist(handover);
    return viewOfHandover(handover);
  }
}
