import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, now } from '@linli/bus';
import { RateByLink, type LinkedRatingView } from '@linli/contracts';
import { checkWhatWasRatedPoorly } from '../complaint/quality-clock.js';
import { linkedView, ratingOfLink } from './linked-rating.js';
import { stopRatingClocks } from './rating-clocks.js';

/** The customer rates, once: two who hold the link at the same moment are not both heard [EXP-06]. */
@Controller()
export class RateByLinkHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(RateByLink)
  async handle({ link, score, remark }: RateByLink): Promise<LinkedRatingView> {
    const { id } = await ratingOfLink(this.em, link);
    await this.em.execute('select 1 from case_rating where id = ? for update', [id]);
    this.em.clear();
    const rating = await ratingOfLink(this.em, link);
    rating.rate(score, remark, now());
    await stopRatingClocks(rating);
    await checkWhatWasRatedPoorly(this.em, rating.complaintId, score);
    return linkedView(this.em, rating);
  }
}
