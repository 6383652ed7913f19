import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { OnClock, planClocks, type Firing } from '@linli/bus';
import { dayOf, plusDays, type Day } from '@linli/kernel';
import { CareNode } from '../care-node/care-node.js';
import { Subscription } from '../subscription/subscription.js';
import { OwnCareNode, type CareAnchor } from './own-care-node.js';

const RULE = 'own-care-node';

/** Plans the project's own nodes that count from this event of a sale. */
export async function planOwnCareNodes(
  em: EntityManager,
  anchor: CareAnchor,
  sale: { readonly subscriptionId: string; readonly projectId: string },
  on: Day,
): Promise<void> {
  const { subscriptionId: id, projectId } = sale;
  const nodes = await em.find(OwnCareNode, { projectId, anchor, state: 'ACTIVE' });
  const subject = { id, projectId };
  await planClocks(RULE, nodes.map((node) => ({ subject, from: plusDays(on, node.days), cycle: node.id }))); // prettier-ignore
}

@Controller()
export class FallDueOwnCareNode {
  constructor(private readonly em: EntityManager) {}

  @OnClock(RULE)
  async handle({ subjectId, cycle, dueAt }: Firing): Promise<void> {
    const subscription = await this.em.findOneOrFail(Subscription, subjectId);
    if (subscription.state === 'CANCELLED') return; // nobody to be cared for any more
    const own = await this.em.findOneOrFail(OwnCareNode, cycle);
    if (own.state === 'ENDED') return; // the project has no such node any more
    this.em.persist(CareNode.fallDue('OTHER', subscription, dayOf(dueAt), own.name));
  }
}
