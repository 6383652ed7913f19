import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetUnitConfirmation, type UnitConfirmationView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { opens } from '../prospect/book.js';
import { confirmationColumns, viewOfRow, type ConfirmationRow } from './unit-confirmation.view.js';

@Controller()
export class GetUnitConfirmationHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetUnitConfirmation)
  async handle({ confirmationId }: GetUnitConfirmation, by: Actor): Promise<UnitConfirmationView> {
    const row = await this.reader.one<ConfirmationRow>(
      `select ${confirmationColumns} from unit_confirmation c join party p on p.id = c.party_id where c.id = $1`,
      [confirmationId],
    );
    if (!row || !opens(by, row))
      throw refuse.notFound('unit-confirmation.not-found', '没有这份房位确认单，请核对编号。');
    return viewOfRow(row);
  }
}
