import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { On } from '@linli/bus';
import { ContractRescinded } from '@linli/contracts';
import { Handover } from '../handover/handover.js';
import { Household } from './household.js';

@Controller()
export class EndHousehold {
  constructor(private readonly em: EntityManager) {}

  @On(ContractRescinded, { as: 'end-household' })
  async handle({ contractId, unitId, rescindedOn }: ContractRescinded): Promise<void> {
    const household = await this.em.findOne(Household, unitId);
    if (household?.contractId !== contractId) return; // never told of here, or sold again meanwhile
    if (await this.em.findOne(Handover, { unitId })) return; // the keys are out: whoever lives there stays known
    household.end(rescindedOn);
  }
}
