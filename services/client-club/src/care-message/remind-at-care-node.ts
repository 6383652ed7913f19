import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { now, On } from '@linli/bus';
import { CareNodeDue } from '@linli/contracts';
import { CancelledSubscription } from './cancelled-subscription.js';
import type { CareMessageKind } from './care-message.js';
import { planCareMessage } from './plan-care-message.js';

/** The reminder on the day before signing is 签约提醒, one message per node (X20); the other nodes give their name to the message. */
const kindOf = (node: string): CareMessageKind =>
  node === 'DAY_BEFORE_SIGNING' ? 'SIGNING_REMINDER' : (node as CareMessageKind);

@Controller()
export class RemindAtCareNode {
  constructor(private readonly em: EntityManager) {}

  @On(CareNodeDue, { as: 'remind-at-care-node' })
  async handle({ nodeId, kind, projectId, partyId, subscriptionId }: CareNodeDue): Promise<void> {
    if (kind === 'OTHER') return; // a node of the project's own: colleagues say what it is about themselves
    if (await this.em.findOne(CancelledSubscription, subscriptionId)) return; // the subscription is over: nothing is left to remind of
    await planCareMessage(
      this.em,
      { kind: kindOf(kind), subjectId: nodeId, subscriptionId, projectId, partyId },
      {},
      now(),
    );
  }
}
