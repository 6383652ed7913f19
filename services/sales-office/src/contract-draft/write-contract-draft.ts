import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, now, whenNotUnique, type Actor } from '@linli/bus';
import {
  DrawContractDraft,
  ReviseContractDraft,
  WithdrawContractDraft,
  type ContractDraftView,
} from '@linli/contracts';
import { dayOf, refuse } from '@linli/kernel';
import { Contract } from '../contract/contract.js';
import { loadFromBook } from '../prospect/book.js';
import { Subscription } from '../subscription/subscription.js';
import { ContractDraft } from './contract-draft.js';
import {
  contractDraftColumns,
  draftWithSubscription,
  viewOfRow,
  type ContractDraftRow,
} from './contract-draft.view.js';

const numberTaken = () => refuse.conflict('contract.number-taken', '合同编号已被使用，请核对编号。');

whenNotUnique('contract_draft_live', () =>
  refuse.conflict('contract-draft.open', '该认购书已有合同草稿，请修改原草稿或先撤回。'),
);
whenNotUnique('contract_draft_number', numberTaken);

const READ = `select ${contractDraftColumns} from ${draftWithSubscription} where d.id = ?`;

@Controller()
export class WriteContractDraftHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(DrawContractDraft)
  async draw({ subscriptionId, ...terms }: DrawContractDraft, by: Actor): Promise<ContractDraftView> {
    const subscription = await loadFromBook(this.em, Subscription, subscriptionId, by);
    subscription.mustBeOpen();
    this.mustBeComing(terms);
    const draft = ContractDraft.draw(terms, subscription, by.name, now());
    await this.mustBeFree(draft);
    this.em.persist(draft);
    return this.read(draft);
  }

  @Handles(ReviseContractDraft)
  async revise({ contractDraftId, version, ...terms }: ReviseContractDraft, by: Actor): Promise<ContractDraftView> {
    const draft = await loadFromBook(this.em, ContractDraft, contractDraftId, by, version);
    this.mustBeComing(terms);
    draft.revise(terms, by.name, now());
    await this.mustBeFree(draft);
    return this.read(draft);
  }

  @Handles(WithdrawContractDraft)
  async withdraw({ contractDraftId, version, reason }: WithdrawContractDraft, by: Actor): Promise<ContractDraftView> {
    const draft = await loadFromBook(this.em, ContractDraft, contractDraftId, by, version);
    draft.withdraw(reason);
    return this.read(draft);
  }

  private mustBeComing({ handoverDueOn }: { handoverDueOn: string }): void {
    if (handoverDueOn < dayOf(now()))
      throw refuse.rule('contract-draft.handover-in-past', '约定交付日不能早于今天，请核对日期。');
  }

  private async mustBeFree({ projectId, contractNo }: ContractDraft): Promise<void> {
    if ((await this.em.count(Contract, { projectId, contractNo })) > 0) throw numberTaken();
  }

  private async read({ id }: ContractDraft): Promise<ContractDraftView> {
    await this.em.flush();
    const [row] = await this.em.execute<[ContractDraftRow]>(READ, [id]);
    return viewOfRow(row);
  }
}
