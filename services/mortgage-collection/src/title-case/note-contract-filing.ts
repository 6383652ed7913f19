import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { On } from '@linli/bus';
import { ContractFiled } from '@linli/contracts';
import { TitleCase } from './title-case.js';

@Controller()
export class NoteContractFiling {
  constructor(private readonly em: EntityManager) {}

  @On(ContractFiled, { as: 'note-contract-filing' })
  async handle({ contractId, filedOn }: ContractFiled): Promise<void> {
    const found = await this.em.findOne(TitleCase, { contractId });
    // A contract signed before this department kept cases has none; there is nothing to note it on.
    found?.noteContractFiled(filedOn);
  }
}
