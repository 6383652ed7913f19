import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetPaymentScheme, type PaymentSchemeView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { EVERY_PROJECT } from './payment-scheme.js';
import { paymentSchemeColumns } from './payment-scheme.view.js';

@Controller()
export class GetPaymentSchemeHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetPaymentScheme)
  async handle({ paymentSchemeId }: GetPaymentScheme, by: Actor): Promise<PaymentSchemeView> {
    const row = await this.reader.one<PaymentSchemeView>(
      `select ${paymentSchemeColumns} from payment_scheme x where x.id = $1`,
      [paymentSchemeId],
    );
    if (!row || (row.projectId !== EVERY_PROJECT && !by.sees(row.projectId)))
      throw refuse.notFound('payment-scheme.not-found', '没有这个付款方案，请核对编号。');
    return row;
  }
}
