import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { On } from '@linli/bus';
import { ContractSigned } from '@linli/contracts';
import { TitleCase } from './title-case.js';

@Controller()
export class OpenTitleCase {
  constructor(private readonly em: EntityManager) {}

  @On(ContractSigned, { as: 'open-title-case' })
  async handle(contract: ContractSigned): Promise<void> {
    // A contract has one case; a repeat under a new event id says nothing new.
    if (await this.em.findOne(TitleCase, { contractId: contract.contractId })) return;
    this.em.persist(TitleCase.open(contract));
  }
}
