import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindPayments, type PageOf, type PaymentView } from '@linli/contracts';
import { ownBook } from '../prospect/book.js';
import { paymentColumns, viewOfRow } from './payment.view.js';

@Controller()
export class FindPaymentsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindPayments)
  async handle(asked: FindPayments, by: Actor): Promise<PageOf<PaymentView>> {
    return page(this.reader, {
      select: `${paymentColumns} from payment y`,
      where: {
        'y.project_id = ?': asked.projectId,
        'y.payment_plan_id = ?': asked.paymentPlanId,
        'y.state = ?': asked.state,
        'y.project_id = any(?)': by.seesAll ? undefined : by.projects,
        'y.consultant_id = ?': ownBook(by),
      },
      newestFirst: 'y.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: viewOfRow,
    });
  }
}
