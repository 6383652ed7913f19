import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindReceptionScores, type PageOf, type ReceptionScoreView } from '@linli/contracts';
import { receptionScoreColumns, viewOfRow } from './reception-score.view.js';

@Controller()
export class FindReceptionScoresHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindReceptionScores)
  async handle(asked: FindReceptionScores, by: Actor): Promise<PageOf<ReceptionScoreView>> {
    return page(this.reader, {
      select: `${receptionScoreColumns} from reception_score r`,
      where: {
        'r.project_id = ?': asked.projectId,
        'r.consultant_id = ?': asked.consultantId,
        'r.project_id = any(?)': by.seesAll ? undefined : by.projects,
      },
      newestFirst: 'r.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: viewOfRow,
    });
  }
}
