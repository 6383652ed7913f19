import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetProspect, type ProspectView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { opens } from './book.js';
import { prospectColumns, viewOfRow, type ProspectRow } from './prospect.view.js';

@Controller()
export class GetProspectHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetProspect)
  async handle({ prospectId }: GetProspect, by: Actor): Promise<ProspectView> {
    const row = await this.reader.one<ProspectRow>(
      `select ${prospectColumns} from prospect s join party p on p.id = s.party_id where s.id = $1`,
      [prospectId],
    );
    if (!row || !opens(by, row)) throw refuse.notFound('prospect.not-found', '没有这位意向客户，请核对编号。');
    return viewOfRow(row);
  }
}
