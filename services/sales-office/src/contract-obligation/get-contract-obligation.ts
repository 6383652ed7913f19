import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetContractObligation, type ContractObligationView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { opens } from '../prospect/book.js';
import { contractObligationColumns, viewOfRow, type ContractObligationRow } from './contract-obligation.view.js';

@Controller()
export class GetContractObligationHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetContractObligation)
  async handle({ contractObligationId }: GetContractObligation, by: Actor): Promise<ContractObligationView> {
    const row = await this.reader.one<ContractObligationRow>(
      `select ${contractObligationColumns} from contract_obligation o where o.id = $1`,
      [contractObligationId],
    );
    if (!row || !opens(by, row))
      throw refuse.notFound('contract-obligation.not-found', '没有这条特殊条款，请核对编号。');
    return viewOfRow(row);
  }
}
