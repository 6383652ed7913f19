import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetPaymentReminder, type PaymentReminderView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { opens } from '../prospect/book.js';
import { paymentReminderColumns, viewOfRow, type PaymentReminderRow } from './payment-reminder.view.js';

@Controller()
export class GetPaymentReminderHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetPaymentReminder)
  async handle({ paymentReminderId }: GetPaymentReminder, by: Actor): Promise<PaymentReminderView> {
    const row = await this.reader.one<PaymentReminderRow>(
      `select ${paymentReminderColumns} from payment_reminder r where r.id = $1`,
      [paymentReminderId],
    );
    if (!row || !opens(by, row)) throw refuse.notFound('payment-reminder.not-found', '没有这条催款提醒，请核对编号。');
    return viewOfRow(row);
  }
}
