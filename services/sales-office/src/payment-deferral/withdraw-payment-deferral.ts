import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, type Actor } from '@linli/bus';
import { WithdrawPaymentDeferral, type PaymentDeferralView } from '@linli/contracts';
import { loadFromBook } from '../prospect/book.js';
import { PaymentDeferral } from './payment-deferral.js';
import { view } from './payment-deferral.view.js';

@Controller()
export class WithdrawPaymentDeferralHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(WithdrawPaymentDeferral)
  async handle({ paymentDeferralId, version }: WithdrawPaymentDeferral, by: Actor): Promise<PaymentDeferralView> {
    const deferral = await loadFromBook(this.em, PaymentDeferral, paymentDeferralId, by, version);
    deferral.withdraw();
    return view(deferral);
  }
}
