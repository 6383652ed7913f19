import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindProblemCustomers, type PageOf, type ProblemCustomerView } from '@linli/contracts';
import { PartySearch } from '@linli/parties';
import { ownBook } from '../prospect/book.js';
import { problemCustomerColumns, viewOfRow } from './problem-customer.view.js';

@Controller()
export class FindProblemCustomersHandler {
  constructor(
    private readonly reader: Reader,
    private readonly persons: PartySearch,
  ) {}

  @Answers(FindProblemCustomers)
  async handle(asked: FindProblemCustomers, by: Actor): Promise<PageOf<ProblemCustomerView>> {
    return page(this.reader, {
      select: `${problemCustomerColumns} from problem_customer q`,
      where: {
        'q.project_id = ?': asked.projectId,
        'q.state = ?': asked.state,
        'q.kind = ?': asked.kind,
        'q.project_id = any(?)': by.seesAll ? undefined : by.projects,
        'q.consultant_id = ?': ownBook(by),
        ...(await this.persons.among('q.party_id', asked.person)),
      },
      newestFirst: 'q.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: viewOfRow,
    });
  }
}
