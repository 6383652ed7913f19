import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, now, type Actor } from '@linli/bus';
import { FulfilObligation, type ContractObligationView } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { loadFromBook } from '../prospect/book.js';
import { ContractObligation } from './contract-obligation.js';
import { view } from './contract-obligation.view.js';

@Controller()
export class FulfilObligationHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(FulfilObligation)
  async handle({ contractObligationId, version, proof }: FulfilObligation, by: Actor): Promise<ContractObligationView> {
    const obligation = await loadFromBook(this.em, ContractObligation, contractObligationId, by, version);
    const today = dayOf(now());
    obligation.fulfil(proof, by.name, today);
    return view(obligation, today);
  }
}
