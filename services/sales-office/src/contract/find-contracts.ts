import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindContracts, type ContractView, type PageOf } from '@linli/contracts';
import { ownBook } from '../prospect/book.js';
import { contractColumns, viewOfRow } from './contract.view.js';

@Controller()
export class FindContractsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindContracts)
  async handle(asked: FindContracts, by: Actor): Promise<PageOf<ContractView>> {
    return page(this.reader, {
      select: `${contractColumns} from contract c`,
      where: {
        'c.project_id = ?': asked.projectId,
        'c.state = ?': asked.state,
        'c.unit_id = ?': asked.unitId,
        'c.payment_method = ?': asked.paymentMethod,
        'c.project_id = any(?)': by.seesAll ? undefined : by.projects,
        'c.consultant_id = ?': ownBook(by),
      },
      newestFirst: 'c.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: viewOfRow,
    });
  }
}
