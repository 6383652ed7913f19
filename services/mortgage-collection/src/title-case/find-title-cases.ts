import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindTitleCases, type TitleCaseView, type PageOf } from '@linli/contracts';
import { agencyOf } from './agency-scope.js';
import { titleColumns, view, type TitleCaseRow } from './title-case.view.js';

@Controller()
export class FindTitleCasesHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindTitleCases)
  async handle(
    { projectId, state, contractId, cursor, limit }: FindTitleCases,
    by: Actor,
  ): Promise<PageOf<TitleCaseView>> {
    return page(this.reader, {
      select: `${titleColumns} from title_case t`,
      where: {
        't.project_id = ?': projectId,
        't.state = ?': state,
        't.contract_id = ?': contractId,
        't.agency = ?': agencyOf(by),
        't.project_id = any(?)': by.seesAll ? undefined : by.projects,
      },
      newestFirst: 't.id',
      cursor,
      limit,
      view: (row: TitleCaseRow) => view(row),
    });
  }
}
