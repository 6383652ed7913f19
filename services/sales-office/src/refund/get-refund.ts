import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetRefund, type RefundView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { opens } from '../prospect/book.js';
import { refundColumns, viewOfRow, type RefundRow } from './refund.view.js';

@Controller()
export class GetRefundHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetRefund)
  async handle({ refundId }: GetRefund, by: Actor): Promise<RefundView> {
    const row = await this.reader.one<RefundRow>(`select ${refundColumns} from refund f where f.id = $1`, [refundId]);
    if (!row || !opens(by, row)) throw refuse.notFound('refund.not-found', '没有这笔退款，请核对编号。');
    return viewOfRow(row);
  }
}
