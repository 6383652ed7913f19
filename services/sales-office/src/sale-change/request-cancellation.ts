import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, type Actor } from '@linli/bus';
import { RequestCancellation, type SaleChangeView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { UnitConfirmation } from '../unit-confirmation/unit-confirmation.js';
import { AskForChange } from './ask-for-change.js';

/** 退房: what is paid back decides who approves it [REQ-088]. */
@Controller()
export class RequestCancellationHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly change: AskForChange,
  ) {}

  @Handles(RequestCancellation)
  async handle(
    { subscriptionId, refundFen, reason, reasonCode = 'OTHER' }: RequestCancellation,
    by: Actor,
  ): Promise<SaleChangeView> {
    const subscription = await this.change.subscription(subscriptionId, by);
    const { depositFen } = await this.em.findOneOrFail(UnitConfirmation, subscription.confirmationId);
    if (refundFen > (depositFen ?? 0))
      throw refuse.rule('sale-change.refund-too-high', '退款金额超过财务已确认的定金，请核对金额。', { depositFen });
    return this.change.ask(subscription, { kind: 'CANCELLATION', reason, reasonCode, refundFen }, by, refundFen);
  }
}
