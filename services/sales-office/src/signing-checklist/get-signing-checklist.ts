import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetSigningChecklist, type SigningChecklistView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { opens } from '../prospect/book.js';
import { signingChecklistColumns, viewOfRow, type SigningChecklistRow } from './signing-checklist.view.js';

@Controller()
export class GetSigningChecklistHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetSigningChecklist)
  async handle({ signingChecklistId }: GetSigningChecklist, by: Actor): Promise<SigningChecklistView> {
    const row = await this.reader.one<SigningChecklistRow>(
      `select ${signingChecklistColumns} from signing_checklist l where l.id = $1`,
      [signingChecklistId],
    );
    if (!row || !opens(by, row))
      throw refuse.notFound('signing-checklist.not-found', '没有这份签约资料名单，请核对编号。');
    return viewOfRow(row);
  }
}
