import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, type Actor } from '@linli/bus';
import { RequestSwap, type SaleChangeView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { Unit } from '../unit/unit.js';
import { AskForChange } from './ask-for-change.js';

/** 换房: the difference of the two prices decides who approves it [REQ-088]. */
@Controller()
export class RequestSwapHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly change: AskForChange,
  ) {}

  @Handles(RequestSwap)
  async handle({ subscriptionId, newUnitId, reason }: RequestSwap, by: Actor): Promise<SaleChangeView> {
    const subscription = await this.change.subscription(subscriptionId, by);
    if (newUnitId === subscription.unitId)
      throw refuse.rule('sale-change.same-unit', '新房源就是现在认购的房源，请另选一套。');
    const unit = await load(this.em, Unit, newUnitId);
    if (unit.projectId !== subscription.projectId)
      throw refuse.rule('sale-change.other-project', '只能换本项目的房源；换到其他项目请先退房再认购。');
    unit.mustBeFree();
    const wish = { newUnitId, newRoom: unit.room, newPriceFen: unit.totalPriceFen };
    const differenceFen = Math.abs(unit.totalPriceFen - subscription.agreedPriceFen);
    return this.change.ask(subscription, { kind: 'SWAP', reason, ...wish }, by, differenceFen);
  }
}
