import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetCaseRating, type CaseRatingView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { caseRatings, viewOfRating, type CaseRatingRow } from './case-rating.view.js';

@Controller()
export class GetCaseRatingHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetCaseRating)
  async handle({ ratingId }: GetCaseRating, by: Actor): Promise<CaseRatingView> {
    const row = await this.reader.one<CaseRatingRow>(`select ${caseRatings} where r.id = $1`, [ratingId]);
    if (!row || !by.sees(row.projectId))
      throw refuse.notFound('case-rating.not-found', '没有这次客户评价，请核对编号。');
    return viewOfRating(row);
  }
}
