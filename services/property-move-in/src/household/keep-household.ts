import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { On, type News } from '@linli/bus';
import { ContractSigned } from '@linli/contracts';
import { Handover } from '../handover/handover.js';
import { Household } from './household.js';

@Controller()
export class KeepHousehold {
  constructor(private readonly em: EntityManager) {}

  @On(ContractSigned, { as: 'keep-household' })
  async handle(contract: ContractSigned, { occurredAt }: News): Promise<void> {
    const household = await this.em.findOne(Household, contract.unitId);
    if (!household) {
      this.em.persist(Household.of(contract, occurredAt));
      return;
    }
    const another = contract.contractId !== household.contractId; // facts of one contract come in their order, of two in any
    if (another && occurredAt <= household.contractToldAt) return; // an older contract of a unit that was sold again
    if (await this.em.findOne(Handover, { unitId: contract.unitId })) return; // the keys are out: the buyer of then stays the owner
    household.take(contract, occurredAt);
  }
}
