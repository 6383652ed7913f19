import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Answers } from '@linli/bus';
import { GetRatingLink, type RatingLinkView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { Sealer } from '@linli/parties';
import { CaseRating } from './case-rating.js';
import { linkOf } from './rating-link.js';

/** The link, for the club that is about to send it; refused when there is nothing to rate any more. */
@Controller()
export class TellRatingLinkHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly sealer: Sealer,
  ) {}

  @Answers(GetRatingLink)
  async handle({ ratingId }: GetRatingLink): Promise<RatingLinkView> {
    const rating = await this.em.findOne(CaseRating, ratingId);
    if (!rating) throw refuse.notFound('case-rating.not-found', '没有这次客户评价，请核对编号。');
    const [{ at }] = await this.em.execute<[{ at: Date }]>('select app_now() as at');
    const over = rating.overBy(new Date(at));
    if (over) throw over;
    return { id: ratingId, link: linkOf(ratingId, this.sealer) };
  }
}
