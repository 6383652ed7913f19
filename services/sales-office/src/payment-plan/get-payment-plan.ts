import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetPaymentPlan, type PaymentPlanView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { opens } from '../prospect/book.js';
import { paymentPlanColumns, viewOfRow, type PaymentPlanRow } from './payment-plan.view.js';

@Controller()
export class GetPaymentPlanHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetPaymentPlan)
  async handle({ paymentPlanId }: GetPaymentPlan, by: Actor): Promise<PaymentPlanView> {
    const row = await this.reader.one<PaymentPlanRow>(
      `select ${paymentPlanColumns} from payment_plan m where m.id = $1`,
      [paymentPlanId],
    );
    if (!row || !opens(by, row)) throw refuse.notFound('payment-plan.not-found', '没有这份交款计划，请核对编号。');
    return viewOfRow(row);
  }
}
