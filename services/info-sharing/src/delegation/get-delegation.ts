import { Controller } from '@nestjs/common';
import { Answers, Reader } from '@linli/bus';
import { GetDelegation, type DelegationView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { delegationColumns, viewOfRow, type DelegationRow } from './delegation.view.js';

@Controller()
export class GetDelegationHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetDelegation)
  async handle({ delegationId }: GetDelegation): Promise<DelegationView> {
    const found = await this.reader.one<DelegationRow>(
      `select ${delegationColumns} from delegation d where d.id = $1`,
      [delegationId],
    );
    if (!found) throw refuse.notFound('delegation.not-found', '没有这份授权委托书，请核对编号。');
    return viewOfRow(found);
  }
}
