import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, type Actor } from '@linli/bus';
import { callLeads, WithdrawTip, type TipView } from '@linli/contracts';
import { Tip } from './tip.js';
import { shown } from './tip.view.js';

@Controller()
export class WithdrawTipHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(WithdrawTip)
  async handle({ tipId, version }: WithdrawTip, by: Actor): Promise<TipView> {
    const tip = await load(this.em, Tip, tipId, version);
    tip.withdraw(by, by.has(...callLeads));
    return shown.of(tip);
  }
}
