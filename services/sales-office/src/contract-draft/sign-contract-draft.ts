import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, type Actor } from '@linli/bus';
import { SignContractDraft, type ContractView } from '@linli/contracts';
import { SignContracts } from '../contract/sign-contract.js';
import { loadFromBook } from '../prospect/book.js';
import { Subscription } from '../subscription/subscription.js';
import { ContractDraft } from './contract-draft.js';

@Controller()
export class SignContractDraftHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly contracts: SignContracts,
  ) {}

  @Handles(SignContractDraft)
  async handle({ contractDraftId, version, ...signing }: SignContractDraft, by: Actor): Promise<ContractView> {
    const draft = await loadFromBook(this.em, ContractDraft, contractDraftId, by, version);
    const subscription = await loadFromBook(this.em, Subscription, draft.subscriptionId, by);
    const contract = await this.contracts.sign(draft.sign(signing), subscription, by);
    draft.contractId = contract.id;
    return contract;
  }
}
