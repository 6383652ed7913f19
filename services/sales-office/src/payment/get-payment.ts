import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetPayment, type PaymentView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { opens } from '../prospect/book.js';
import { paymentColumns, viewOfRow, type PaymentRow } from './payment.view.js';

@Controller()
export class GetPaymentHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetPayment)
  async handle({ paymentId }: GetPayment, by: Actor): Promise<PaymentView> {
    const row = await this.reader.one<PaymentRow>(`select ${paymentColumns} from payment y where y.id = $1`, [
      paymentId,
    ]);
    if (!row || !opens(by, row)) throw refuse.notFound('payment.not-found', '没有这笔交款，请核对编号。');
    return viewOfRow(row);
  }
}
