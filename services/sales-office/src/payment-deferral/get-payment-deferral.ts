import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetPaymentDeferral, type PaymentDeferralView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { opensToDecider } from '../sale-change/deciders.js';
import { paymentDeferralColumns, viewOfRow, type PaymentDeferralRow } from './payment-deferral.view.js';

@Controller()
export class GetPaymentDeferralHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetPaymentDeferral)
  async handle({ paymentDeferralId }: GetPaymentDeferral, by: Actor): Promise<PaymentDeferralView> {
    const row = await this.reader.one<PaymentDeferralRow>(
      `select ${paymentDeferralColumns} from payment_deferral d where d.id = $1`,
      [paymentDeferralId],
    );
    if (!row || !opensToDecider(by, row))
      throw refuse.notFound('payment-deferral.not-found', '没有这份延期付款申请，请核对编号。');
    return viewOfRow(row);
  }
}
