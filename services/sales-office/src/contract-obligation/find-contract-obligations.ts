import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindContractObligations, type PageOf, type ContractObligationView } from '@linli/contracts';
import { ownBook } from '../prospect/book.js';
import { contractObligationColumns, viewOfRow } from './contract-obligation.view.js';

@Controller()
export class FindContractObligationsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindContractObligations)
  async handle(asked: FindContractObligations, by: Actor): Promise<PageOf<ContractObligationView>> {
    return page(this.reader, {
      select: `${contractObligationColumns} from contract_obligation o`,
      where: {
        'o.project_id = ?': asked.projectId,
        'o.state = ?': asked.state,
        'o.contract_id = ?': asked.contractId,
        'o.due_on < ?': asked.dueBefore,
        'o.project_id = any(?)': by.seesAll ? undefined : by.projects,
        'o.consultant_id = ?': ownBook(by),
      },
      newestFirst: 'o.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: viewOfRow,
    });
  }
}
