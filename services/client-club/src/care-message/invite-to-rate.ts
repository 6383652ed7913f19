import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { now, On } from '@linli/bus';
import { CaseRatingInvited } from '@linli/contracts';
import { planCareMessage } from './plan-care-message.js';

@Controller()
export class InviteToRate {
  constructor(private readonly em: EntityManager) {}

  @On(CaseRatingInvited, { as: 'invite-to-rate' })
  async handle({ ratingId, projectId, partyId, expiresAt }: CaseRatingInvited): Promise<void> {
    if (new Date(expiresAt) <= now()) return; // told so late that there is nothing to rate any more
    await planCareMessage(this.em, { kind: 'RATING_INVITATION', subjectId: ratingId, projectId, partyId }, {}, now());
  }
}
