import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { now, On } from '@linli/bus';
import { CaseRatingReminderDue } from '@linli/contracts';
import { planCareMessage } from './plan-care-message.js';

/** One message for each reminder; whether there is still something to rate, complaints says when it is about to be sent. */
@Controller()
export class RemindToRate {
  constructor(private readonly em: EntityManager) {}

  @On(CaseRatingReminderDue, { as: 'remind-to-rate' })
  async handle({ ratingId, projectId, partyId, reminder }: CaseRatingReminderDue): Promise<void> {
    const kind = reminder === 1 ? 'RATING_REMINDER' : 'RATING_LAST_REMINDER';
    await planCareMessage(this.em, { kind, subjectId: ratingId, projectId, partyId }, {}, now());
  }
}
