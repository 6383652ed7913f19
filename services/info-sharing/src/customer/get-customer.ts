import { Controller } from '@nestjs/common';
import { Answers, Reader } from '@linli/bus';
import { GetCustomer, type CustomerView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { customerColumns, viewOfRow, type CustomerRow } from './customer.view.js';

@Controller()
export class GetCustomerHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetCustomer)
  async handle({ customerId }: GetCustomer): Promise<CustomerView> {
    const row = await this.reader.one<CustomerRow>(
      `select ${customerColumns} from customer asked join customer c on c.id = coalesce(asked.merged_into, asked.id) where asked.id = $1`,
      [customerId],
    );
    if (!row) throw refuse.notFound('customer.not-found', '没有这位客户，请核对编号。');
    return viewOfRow(row);
  }
}
