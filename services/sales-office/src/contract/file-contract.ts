import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, now, type Actor } from '@linli/bus';
import { FileContract, type ContractView } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { CareNode } from '../care-node/care-node.js';
import { planOwnCareNodes } from '../own-care-node/plan-own-care-nodes.js';
import { loadFromBook } from '../prospect/book.js';
import { buyersOf } from '../subscription/buyers.js';
import { Contract } from './contract.js';
import { view } from './contract.view.js';

@Controller()
export class FileContractHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(FileContract)
  async handle({ contractId, version, filingNo, filedOn }: FileContract, by: Actor): Promise<ContractView> {
    const contract = await loadFromBook(this.em, Contract, contractId, by, version);
    const today = dayOf(now());
    contract.file(filingNo, filedOn ?? today, today);
    this.em.persist(CareNode.fallDue('CONTRACT_FILED', contract, today));
    await planOwnCareNodes(this.em, 'FILED', contract, filedOn ?? today);
    return view(contract, await buyersOf(this.em, contract.buyerPartyIds));
  }
}
