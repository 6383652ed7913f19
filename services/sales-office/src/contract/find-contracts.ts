import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindContracts, type ContractView, type PageOf } from '@linli/contracts';
import { PartySearch } from '@linli/parties';
import { amongBuyers } from '../subscription/buyers.js';
import { conditionsOf } from './contract-conditions.js';
import { contractColumns, viewOfRow } from './contract.view.js';

@Controller()
export class FindContractsHandler {
  constructor(
    private readonly reader: Reader,
    private readonly persons: PartySearch,
  ) {}

  @Answers(FindContracts)
  async handle(asked: FindContracts, by: Actor): Promise<PageOf<ContractView>> {
    return page(this.reader, {
      select: `${contractColumns} from contract c`,
      where: {
        ...conditionsOf(asked, by),
        ...(await amongBuyers(this.persons, 'c', asked.person)),
      },
      newestFirst: 'c.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: viewOfRow,
    });
  }
}
