import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { OnClock, type Firing } from '@linli/bus';
import { dayOf } from '@linli/kernel';
import { Subscription } from '../subscription/subscription.js';
import { CareNode } from './care-node.js';

/** 签约后七日回访 [REQ-122]. */
@Controller()
export class FallDueAfterSigningHandler {
  constructor(private readonly em: EntityManager) {}

  @OnClock('seven-days-after-signing')
  async handle({ subjectId, dueAt }: Firing): Promise<void> {
    const subscription = await this.em.findOneOrFail(Subscription, subjectId);
    if (subscription.state !== 'SIGNED') return; // the contract does not stand any more
    this.em.persist(CareNode.fallDue('SEVEN_DAYS_AFTER_SIGNING', subscription, dayOf(dueAt)));
  }
}
