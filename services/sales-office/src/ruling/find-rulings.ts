import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindRulings, type PageOf, type RulingView } from '@linli/contracts';
import { rulingColumns, viewOfRow } from './ruling.view.js';

@Controller()
export class FindRulingsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindRulings)
  async handle(asked: FindRulings, by: Actor): Promise<PageOf<RulingView>> {
    return page(this.reader, {
      select: `${rulingColumns} from ruling r join prospect s on s.id = r.prospect_id`,
      where: {
        'r.project_id = ?': asked.projectId,
        'r.prospect_id = ?': asked.prospectId,
        'r.claimant_id = ?': asked.claimantId,
        'r.outcome = ?': asked.outcome,
        'r.project_id = any(?)': by.seesAll ? undefined : by.projects,
      },
      newestFirst: 'r.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: viewOfRow,
    });
  }
}
