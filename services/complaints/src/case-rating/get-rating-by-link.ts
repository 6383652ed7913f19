import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Answers } from '@linli/bus';
import { GetRatingByLink, type LinkedRatingView } from '@linli/contracts';
import { linkedView, ratingOfLink } from './linked-rating.js';

/** The customer opens his link. One that was used or has expired says so and shows nothing. */
@Controller()
export class GetRatingByLinkHandler {
  constructor(private readonly em: EntityManager) {}

  @Answers(GetRatingByLink)
  async handle({ link }: GetRatingByLink): Promise<LinkedRatingView> {
    const rating = await ratingOfLink(this.em, link);
    const [{ at }] = await this.em.execute<[{ at: Date }]>('select app_now() as at');
    const over = rating.overBy(new Date(at));
    if (over) throw over;
    return linkedView(this.em, rating);
  }
}
