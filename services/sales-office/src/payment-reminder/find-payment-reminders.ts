import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindPaymentReminders, type PageOf, type PaymentReminderView } from '@linli/contracts';
import { ownBook } from '../prospect/book.js';
import { paymentReminderColumns, viewOfRow } from './payment-reminder.view.js';

@Controller()
export class FindPaymentRemindersHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindPaymentReminders)
  async handle(asked: FindPaymentReminders, by: Actor): Promise<PageOf<PaymentReminderView>> {
    return page(this.reader, {
      select: `${paymentReminderColumns} from payment_reminder r`,
      where: {
        'r.project_id = ?': asked.projectId,
        'r.state = ?': asked.state,
        'r.kind = ?': asked.kind,
        'r.payment_plan_id = ?': asked.paymentPlanId,
        'r.project_id = any(?)': by.seesAll ? undefined : by.projects,
        'r.consultant_id = ?': ownBook(by),
      },
      newestFirst: 'r.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: viewOfRow,
    });
  }
}
