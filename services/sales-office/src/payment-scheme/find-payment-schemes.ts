import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindPaymentSchemes, type PageOf, type PaymentSchemeView } from '@linli/contracts';
import { EVERY_PROJECT } from './payment-scheme.js';
import { paymentSchemeColumns } from './payment-scheme.view.js';

/** The schemes of the projects that one works for, and those of the house. */
@Controller()
export class FindPaymentSchemesHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindPaymentSchemes)
  async handle(asked: FindPaymentSchemes, by: Actor): Promise<PageOf<PaymentSchemeView>> {
    return page<PaymentSchemeView, PaymentSchemeView>(this.reader, {
      select: `${paymentSchemeColumns} from payment_scheme x`,
      where: {
        'x.payment_method = ?': asked.paymentMethod,
        'x.project_id = any(?)': asked.projectId === undefined ? undefined : [asked.projectId, EVERY_PROJECT],
        '(x.project_id = any(?))': by.seesAll ? undefined : [...by.projects, EVERY_PROJECT],
      },
      newestFirst: 'x.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: (row) => row,
    });
  }
}
