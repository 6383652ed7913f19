import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetTitleCase, type TitleCaseView } from '@linli/contracts';
import { agencyOf, noSuchCase } from './agency-scope.js';
import { titleColumns, view, type TitleCaseRow } from './title-case.view.js';

@Controller()
export class GetTitleCaseHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetTitleCase)
  async handle({ titleCaseId }: GetTitleCase, by: Actor): Promise<TitleCaseView> {
    const row = await this.reader.one<TitleCaseRow>(`select ${titleColumns} from title_case t where t.id = $1`, [
      titleCaseId,
    ]);
    const agency = agencyOf(by);
    if (!row || !by.sees(row.projectId) || (agency !== undefined && row.agency !== agency)) throw noSuchCase();
    return view(row);
  }
}
