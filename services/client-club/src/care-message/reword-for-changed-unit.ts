import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { now, On } from '@linli/bus';
import { UnitChanged } from '@linli/contracts';
import { CareMessage } from './care-message.js';
import { wordingOf } from './plan-care-message.js';

@Controller()
export class RewordForChangedUnit {
  constructor(private readonly em: EntityManager) {}

  @On(UnitChanged, { as: 'reword-for-changed-unit' })
  async handle({ subscriptionId, room }: UnitChanged): Promise<void> {
    const kind = 'SUBSCRIPTION_CONGRATS';
    const message = await this.em.findOne(CareMessage, { kind, subjectId: subscriptionId });
    if (!message) return; // subscribed before the club wrote to anybody
    const { text } = await wordingOf(this.em, kind, { room }, now());
    message.reword(text);
  }
}
