import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, now, planClock, whenNotUnique, type Actor } from '@linli/bus';
import { Subscribe, type CoBuyer, type SubscriptionView } from '@linli/contracts';
import { dayOf, plusDays, refuse } from '@linli/kernel';
import { Party, Sealer } from '@linli/parties';
import { planOwnCareNodes } from '../own-care-node/plan-own-care-nodes.js';
import { loadProject } from '../project/load-project.js';
import { loadFromBook } from '../prospect/book.js';
import { Prospect } from '../prospect/prospect.js';
import { settleNotices } from '../sales-notice/settle-notices.js';
import { Unit } from '../unit/unit.js';
import { UnitConfirmation } from '../unit-confirmation/unit-confirmation.js';
import { Subscription } from './subscription.js';
import { view } from './subscription.view.js';

whenNotUnique('subscription_live', () =>
  refuse.conflict('subscription.unit-already-subscribed', '该房源已签认购书，请查看原认购书。'),
);

@Controller()
export class SubscribeHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly sealer: Sealer,
  ) {}

  @Handles(Subscribe)
  async handle(form: Subscribe, by: Actor): Promise<SubscriptionView> {
    const confirmation = await loadFromBook(this.em, UnitConfirmation, form.confirmationId, by);
    confirmation.subscribe();
    const prospect = await this.em.findOneOrFail(Prospect, confirmation.prospectId);
    prospect.buy();
    const project = await loadProject(this.em, confirmation.projectId, by);
    const today = dayOf(now());
    const subscribedOn = form.subscribedOn ?? today;
    const mainBuyer = await this.em.findOneOrFail(Party, confirmation.partyId);
    const coBuyers = (form.coBuyers ?? []).map((coBuyer) => this.register(coBuyer));
    const signBy = form.signBy ?? plusDays(subscribedOn, project.signingTermDays);
    const { totalPriceFen } = await this.em.findOneOrFail(Unit, confirmation.unitId);
    const subscription = Subscription.open(
      {
        ...{ formNo: formNo('RG'), confirmation, subscribedOn, signBy },
        coBuyerPartyIds: coBuyers.map(({ id }) => id),
        agreedPriceFen: totalPriceFen,
      },
      today,
    );
    this.em.persist([...coBuyers, subscription]);
    await planClock('three-days-after-subscription', subscription, { from: subscribedOn });
    await settleNotices(this.em, 'subscription-missing', confirmation);
    const sale = { subscriptionId: subscription.id, projectId: subscription.projectId };
    await planOwnCareNodes(this.em, 'SUBSCRIBED', sale, subscribedOn);
    return view(subscription, [mainBuyer, ...coBuyers]);
  }

  private register({ name, phone, idNumber }: CoBuyer): Party {
    const contact = { name, ...(phone ? { phone } : {}), ...(idNumber ? { idNumber } : {}) };
    return Party.register('sales-office', contact, this.sealer, now());
  }
}
