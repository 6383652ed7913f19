import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { OnClock, type Firing } from '@linli/bus';
import { dayOf } from '@linli/kernel';
import { Subscription } from '../subscription/subscription.js';
import { CareNode } from './care-node.js';

/** 签约前一日提醒, with the list of papers and fees [REQ-121]. */
@Controller()
export class FallDueBeforeSigningHandler {
  constructor(private readonly em: EntityManager) {}

  @OnClock('day-before-signing')
  async handle({ subjectId, dueAt, cycle }: Firing): Promise<void> {
    const subscription = await this.em.findOneOrFail(Subscription, subjectId);
    if (subscription.state !== 'SIGNING_SCHEDULED' || subscription.signingOn !== cycle) return; // signed, cancelled or moved meanwhile
    this.em.persist(CareNode.fallDue('DAY_BEFORE_SIGNING', subscription, dayOf(dueAt)));
  }
}
