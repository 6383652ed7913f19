import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetUnit, type UnitView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { unitColumns, viewOfRow, type UnitRow } from './unit.view.js';

@Controller()
export class GetUnitHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetUnit)
  async handle({ unitId }: GetUnit, by: Actor): Promise<UnitView> {
    const row = await this.reader.one<UnitRow>(`select ${unitColumns} from unit u where u.id = $1`, [unitId]);
    if (!row || !by.sees(row.projectId)) throw refuse.notFound('unit.not-found', '没有这套房源，请核对编号。');
    return viewOfRow(row);
  }
}
