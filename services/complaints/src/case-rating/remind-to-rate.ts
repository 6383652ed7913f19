import { Controller, type Type } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { OnClock, type Firing } from '@linli/bus';
import { CaseRating } from './case-rating.js';
import { EXPIRY, FIRST_REMINDER, LAST_REMINDER } from './rating-clocks.js';

function remindsToRate(rule: string, reminder: 1 | 2): Type {
  @Controller()
  class RemindToRate {
    constructor(private readonly em: EntityManager) {}

    @OnClock(rule)
    async handle({ subjectId }: Firing): Promise<void> {
      const rating = await this.em.findOneOrFail(CaseRating, subjectId);
      if (!rating.isOpen) return; // he rated while the clock was about to fire
      rating.remind(reminder);
    }
  }
  return RemindToRate;
}

@Controller()
class CloseRatingLink {
  constructor(private readonly em: EntityManager) {}

  @OnClock(EXPIRY)
  async handle({ subjectId }: Firing): Promise<void> {
    const rating = await this.em.findOneOrFail(CaseRating, subjectId);
    if (rating.isOpen) rating.expire();
  }
}

/** Who was invited and has not rated is reminded, twice, until his link expires [EXP-06]. */
export const remindsOfRatings: readonly Type[] = [
  remindsToRate(FIRST_REMINDER, 1),
  remindsToRate(LAST_REMINDER, 2),
  CloseRatingLink,
];
