import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { approverFor, formNo, now, whenNotUnique, type Actor } from '@linli/bus';
import type { SaleChangeView } from '@linli/contracts';
import type { Fen } from '@linli/kernel';
import { Party } from '@linli/parties';
import { loadFromBook } from '../prospect/book.js';
import { Subscription } from '../subscription/subscription.js';
import { anotherOpen } from './open-change.js';
import { SaleChange, type Wish } from './sale-change.js';
import { view } from './sale-change.view.js';

whenNotUnique('sale_change_live', anotherOpen);

/** The subjects of the authority matrix, by kind of change. */
const subjects = {
  SWAP: 'UNIT_SWAP',
  CANCELLATION: 'SUBSCRIPTION_CANCELLATION',
  PRICE: 'PRICE_CHANGE',
  DISCOUNT: 'DISCOUNT',
  NAME: 'NAME_CHANGE',
  RESCISSION: 'SUBSCRIPTION_CANCELLATION',
} as const;

/** A request for a change of a sale; who decides is the authority matrix's business. */
@Injectable()
export class AskForChange {
  constructor(private readonly em: EntityManager) {}

  /** The 认购书, which must not be signed or cancelled. */
  async subscription(id: string, by: Actor): Promise<Subscription> {
    const subscription = await loadFromBook(this.em, Subscription, id, by);
    subscription.mustBeOpen();
    return subscription;
  }

  async ask(subscription: Subscription, wish: Wish, by: Actor, amountFen?: Fen): Promise<SaleChangeView> {
    const { projectId } = subscription;
    const facts = { projectId, ...(amountFen === undefined ? {} : { amountFen }) };
    const decided = await approverFor(subjects[wish.kind], facts);
    const application = { formNo: formNo('BG'), by, at: now(), ...decided };
    const change = SaleChange.request(wish, subscription, application);
    this.em.persist(change);
    return view(change, await this.em.findOneOrFail(Party, change.partyId));
  }
}
