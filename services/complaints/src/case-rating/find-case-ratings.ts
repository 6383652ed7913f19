import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindCaseRatings, type CaseRatingView, type PageOf } from '@linli/contracts';
import { caseRatings, viewOfRating, type CaseRatingRow } from './case-rating.view.js';

@Controller()
export class FindCaseRatingsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindCaseRatings)
  handle(asked: FindCaseRatings, by: Actor): Promise<PageOf<CaseRatingView>> {
    return page<CaseRatingRow, CaseRatingView>(this.reader, {
      select: caseRatings,
      where: {
        'r.project_id = any(?)': by.seesAll ? undefined : by.projects,
        'r.project_id = ?': asked.projectId,
        'r.complaint_id = ?': asked.complaintId,
        'r.state = ?': asked.state,
      },
      newestFirst: 'r.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: viewOfRating,
    });
  }
}
