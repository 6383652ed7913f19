import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { PayRefund, type RefundView } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { Party } from '@linli/parties';
import { Refund } from './refund.js';
import { view } from './refund.view.js';

@Controller()
export class PayRefundHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(PayRefund)
  async handle({ refundId, version, voucherNo, paidOn }: PayRefund, by: Actor): Promise<RefundView> {
    const refund = await load(this.em, Refund, refundId, version);
    const today = dayOf(now());
    refund.pay(voucherNo, by.name, paidOn ?? today, today);
    return view(refund, await this.em.findOneOrFail(Party, refund.partyId));
  }
}
