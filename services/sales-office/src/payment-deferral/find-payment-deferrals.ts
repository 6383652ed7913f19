import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindPaymentDeferrals, type PageOf, type PaymentDeferralView } from '@linli/contracts';
import { bookOfDecider } from '../sale-change/deciders.js';
import { paymentDeferralColumns, viewOfRow } from './payment-deferral.view.js';

/** 延期付款客户一览表 [REQ-095]. */
@Controller()
export class FindPaymentDeferralsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindPaymentDeferrals)
  async handle(asked: FindPaymentDeferrals, by: Actor): Promise<PageOf<PaymentDeferralView>> {
    return page(this.reader, {
      select: `${paymentDeferralColumns} from payment_deferral d`,
      where: {
        'd.project_id = ?': asked.projectId,
        'd.state = ?': asked.state,
        'd.payment_plan_id = ?': asked.paymentPlanId,
        'd.project_id = any(?)': by.seesAll ? undefined : by.projects,
        'd.consultant_id = ?': bookOfDecider(by),
      },
      newestFirst: 'd.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: viewOfRow,
    });
  }
}
