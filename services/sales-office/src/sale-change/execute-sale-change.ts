import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { ExecuteSaleChange, type SaleChangeView } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { Party } from '@linli/parties';
import { Subscription } from '../subscription/subscription.js';
import { CarryOut } from './carry-out.js';
import { SaleChange } from './sale-change.js';
import { view } from './sale-change.view.js';

@Controller()
export class ExecuteSaleChangeHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly carryOut: CarryOut,
  ) {}

  @Handles(ExecuteSaleChange)
  async handle({ saleChangeId, version }: ExecuteSaleChange, by: Actor): Promise<SaleChangeView> {
    const change = await load(this.em, SaleChange, saleChangeId, version);
    const subscription = await this.em.findOneOrFail(Subscription, change.subscriptionId);
    if (change.kind !== 'RESCISSION') subscription.mustBeOpen();
    change.execute(subscription, by.name, dayOf(now()));
    await this.carryOut.change(change, subscription);
    return view(change, await this.em.findOneOrFail(Party, change.partyId));
  }
}
