import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindPaymentPlans, type PageOf, type PaymentPlanView } from '@linli/contracts';
import { ownBook } from '../prospect/book.js';
import { paymentPlanColumns, viewOfRow } from './payment-plan.view.js';

/** 客户交款情况明细表, by payment method [REQ-093]. */
@Controller()
export class FindPaymentPlansHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindPaymentPlans)
  async handle(asked: FindPaymentPlans, by: Actor): Promise<PageOf<PaymentPlanView>> {
    return page(this.reader, {
      select: `${paymentPlanColumns} from payment_plan m`,
      where: {
        'm.project_id = ?': asked.projectId,
        'm.payment_method = ?': asked.paymentMethod,
        'm.state = ?': asked.state,
        'm.contract_id = ?': asked.contractId,
        'm.party_id = ?': asked.partyId,
        'm.next_due_on < ?': asked.dueBefore,
        'm.mortgage_stage = ?': asked.mortgageStage,
        'm.project_id = any(?)': by.seesAll ? undefined : by.projects,
        'm.consultant_id = ?': ownBook(by),
      },
      newestFirst: 'm.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: viewOfRow,
    });
  }
}
