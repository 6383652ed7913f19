import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { now, On } from '@linli/bus';
import { Subscribed } from '@linli/contracts';
import { planCareMessage } from './plan-care-message.js';

@Controller()
export class CongratulateOnSubscription {
  constructor(private readonly em: EntityManager) {}

  @On(Subscribed, { as: 'congratulate-on-subscription' })
  async handle({ subscriptionId, projectId, partyId, room }: Subscribed): Promise<void> {
    const occasion = {
      kind: 'SUBSCRIPTION_CONGRATS',
      subjectId: subscriptionId,
      subscriptionId,
      projectId,
      partyId,
    } as const;
    await planCareMessage(this.em, occasion, { room }, now());
  }
}
