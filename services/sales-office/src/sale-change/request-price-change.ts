import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, type Actor } from '@linli/bus';
import { RequestDiscount, RequestPriceChange, type SaleChangeView } from '@linli/contracts';
import { refuse, type Fen } from '@linli/kernel';
import type { Subscription } from '../subscription/subscription.js';
import { Unit } from '../unit/unit.js';
import { UnitConfirmation } from '../unit-confirmation/unit-confirmation.js';
import { AskForChange } from './ask-for-change.js';

/**
 * 改价 and 特殊优惠: the whole distance from the price in 房源表 decides who approves it, so that a discount cannot be cut into pieces
 * that each fall under a limit [REQ-090].
 */
@Controller()
export class RequestPriceChangeHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly change: AskForChange,
  ) {}

  @Handles(RequestPriceChange)
  async price({ subscriptionId, newPriceFen, reason }: RequestPriceChange, by: Actor): Promise<SaleChangeView> {
    const subscription = await this.change.subscription(subscriptionId, by);
    return this.ask('PRICE', subscription, newPriceFen, reason, by);
  }

  @Handles(RequestDiscount)
  async discount({ subscriptionId, discountFen, reason }: RequestDiscount, by: Actor): Promise<SaleChangeView> {
    const subscription = await this.change.subscription(subscriptionId, by);
    return this.ask('DISCOUNT', subscription, subscription.agreedPriceFen - discountFen, reason, by);
  }

  private async ask(
    kind: 'PRICE' | 'DISCOUNT',
    subscription: Subscription,
    newPriceFen: Fen,
    reason: string,
    by: Actor,
  ): Promise<SaleChangeView> {
    const { depositFen } = await this.em.findOneOrFail(UnitConfirmation, subscription.confirmationId);
    if (newPriceFen <= (depositFen ?? 0))
      throw refuse.rule('sale-change.price-too-low', '成交价须高于已交定金，请核对金额（单位：分）。', { depositFen });
    if (newPriceFen === subscription.agreedPriceFen)
      throw refuse.rule('sale-change.same-price', '新价格与现在的成交价相同，无需申请。');
    const { totalPriceFen } = await this.em.findOneOrFail(Unit, subscription.unitId);
    const distanceFen = Math.abs(totalPriceFen - newPriceFen);
    return this.change.ask(subscription, { kind, reason, newPriceFen }, by, distanceFen);
  }
}
