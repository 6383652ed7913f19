import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, type Actor } from '@linli/bus';
import { RequestRescission, type SaleChangeView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { Contract } from '../contract/contract.js';
import { contractWorkflow } from '../contract/contract.workflow.js';
import { PaymentPlan } from '../payment-plan/payment-plan.js';
import { loadFromBook } from '../prospect/book.js';
import { Subscription } from '../subscription/subscription.js';
import { Unit } from '../unit/unit.js';
import { AskForChange } from './ask-for-change.js';

/** 解除合同: what is paid back decides who approves it, as with a cancellation. */
@Controller()
export class RequestRescissionHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly change: AskForChange,
  ) {}

  @Handles(RequestRescission)
  async handle(form: RequestRescission, by: Actor): Promise<SaleChangeView> {
    const { contractId, refundFen, reason, reasonCode = 'OTHER' } = form;
    const contract = await loadFromBook(this.em, Contract, contractId, by);
    contractWorkflow.move(contract.state, 'rescind');
    await this.mustHaveTheKeys(contract.unitId);
    const plan = await this.em.findOne(PaymentPlan, { contractId });
    if (refundFen > (plan?.paidFen ?? 0))
      throw refuse.rule('sale-change.refund-too-high', '退款金额超过财务已确认的收款，请核对金额。', {
        paidFen: plan?.paidFen ?? 0,
      });
    const subscription = await load(this.em, Subscription, contract.subscriptionId);
    return this.change.ask(subscription, { kind: 'RESCISSION', reason, reasonCode, refundFen }, by, refundFen);
  }

  /** A unit whose keys are out is taken back by law, not by the sales office. */
  private async mustHaveTheKeys(unitId: string): Promise<void> {
    const unit = await this.em.findOneOrFail(Unit, unitId);
    if (unit.state !== 'SIGNED')
      throw refuse.rule('sale-change.keys-are-out', '房屋已交付，不能在售楼部解除合同，请转法务处理。');
  }
}
