import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, now, type Actor } from '@linli/bus';
import { LogPaymentReminder, type PaymentReminderView } from '@linli/contracts';
import { loadFromBook } from '../prospect/book.js';
import { PaymentReminder } from './payment-reminder.js';
import { view } from './payment-reminder.view.js';

@Controller()
export class LogPaymentReminderHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(LogPaymentReminder)
  async handle(contact: LogPaymentReminder, by: Actor): Promise<PaymentReminderView> {
    const { paymentReminderId, version } = contact;
    const reminder = await loadFromBook(this.em, PaymentReminder, paymentReminderId, by, version);
    reminder.log(contact, by.name, now());
    return view(reminder);
  }
}
