import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetProblemCustomer, type ProblemCustomerView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { opens } from '../prospect/book.js';
import { problemCustomerColumns, viewOfRow, type ProblemCustomerRow } from './problem-customer.view.js';

@Controller()
export class GetProblemCustomerHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetProblemCustomer)
  async handle({ problemCustomerId }: GetProblemCustomer, by: Actor): Promise<ProblemCustomerView> {
    const row = await this.reader.one<ProblemCustomerRow>(
      `select ${problemCustomerColumns} from problem_customer q where q.id = $1`,
      [problemCustomerId],
    );
    if (!row || !opens(by, row))
      throw refuse.notFound('problem-customer.not-found', '没有这件问题客户记录，请核对编号。');
    return viewOfRow(row);
  }
}
