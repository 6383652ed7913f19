import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetSubscription, type SubscriptionView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { opens } from '../prospect/book.js';
import { subscriptionColumns, viewOfRow, type SubscriptionRow } from './subscription.view.js';

@Controller()
export class GetSubscriptionHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetSubscription)
  async handle({ subscriptionId }: GetSubscription, by: Actor): Promise<SubscriptionView> {
    const row = await this.reader.one<SubscriptionRow>(
      `select ${subscriptionColumns} from subscription s where s.id = $1`,
      [subscriptionId],
    );
    if (!row || !opens(by, row)) throw refuse.notFound('subscription.not-found', '没有这份认购书，请核对编号。');
    return viewOfRow(row);
  }
}
