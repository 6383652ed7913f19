import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetContract, type ContractView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { opens } from '../prospect/book.js';
import { contractColumns, viewOfRow, type ContractRow } from './contract.view.js';

@Controller()
export class GetContractHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetContract)
  async handle({ contractId }: GetContract, by: Actor): Promise<ContractView> {
    const row = await this.reader.one<ContractRow>(`select ${contractColumns} from contract c where c.id = $1`, [
      contractId,
    ]);
    if (!row || !opens(by, row)) throw refuse.notFound('contract.not-found', '没有这份合同，请核对编号。');
    return viewOfRow(row);
  }
}
