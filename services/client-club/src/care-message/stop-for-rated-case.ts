import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { On } from '@linli/bus';
import { CaseRated } from '@linli/contracts';
import { CareMessage } from './care-message.js';
import { RATING_OVER } from './rating-messages.js';

@Controller()
export class StopForRatedCase {
  constructor(private readonly em: EntityManager) {}

  @On(CaseRated, { as: 'stop-for-rated-case' })
  async handle({ ratingId }: CaseRated): Promise<void> {
    // One that a sender holds at this moment is stopped by complaints, which does not give out the link any more.
    const waiting = await this.em.find(CareMessage, { subjectId: ratingId, state: { $in: ['WAITING', 'FAILED'] } });
    for (const message of waiting) message.suppress(RATING_OVER, 'client-club');
  }
}
