import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, whenNotUnique, type Actor } from '@linli/bus';
import { DrawSigningChecklist, type SigningChecklistView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { Party } from '@linli/parties';
import { loadFromBook } from '../prospect/book.js';
import { Subscription } from '../subscription/subscription.js';
import { SigningChecklist, type CatalogueItem } from './signing-checklist.js';
import { view } from './signing-checklist.view.js';

whenNotUnique('signing_checklist_subscription', () =>
  refuse.conflict('signing-checklist.drawn', '这份认购书已开列资料名单，请直接核对。'),
);

/** A project's own catalogue replaces the usual one as a whole. */
const CATALOGUE = `
select kind, name from checklist_item
where project_id = (select coalesce(max(project_id), '*') from checklist_item where project_id = ?)
  and (payment_methods is null or ? = any(payment_methods)) order by no`;

@Controller()
export class DrawSigningChecklistHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(DrawSigningChecklist)
  async handle(
    { subscriptionId, paymentMethod, fees }: DrawSigningChecklist,
    by: Actor,
  ): Promise<SigningChecklistView> {
    const subscription = await loadFromBook(this.em, Subscription, subscriptionId, by);
    subscription.mustBeOpen();
    const catalogue = await this.em.execute<CatalogueItem[]>(CATALOGUE, [subscription.projectId, paymentMethod]);
    const list = SigningChecklist.draw(subscription, { formNo: formNo('ZL'), paymentMethod }, catalogue, fees ?? []);
    this.em.persist(list);
    return view(list, await this.em.findOneOrFail(Party, list.partyId));
  }
}
