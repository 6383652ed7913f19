import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, now, type Actor } from '@linli/bus';
import { RequestNameChange, type NewBuyer, type SaleChangeView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { Party, Sealer } from '@linli/parties';
import type { Subscription } from '../subscription/subscription.js';
import { AskForChange } from './ask-for-change.js';

/** 更名: those who stay are named by their party, those who come by name [REQ-335]. */
@Controller()
export class RequestNameChangeHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly sealer: Sealer,
    private readonly change: AskForChange,
  ) {}

  @Handles(RequestNameChange)
  async handle({ subscriptionId, buyers, reason }: RequestNameChange, by: Actor): Promise<SaleChangeView> {
    const subscription = await this.change.subscription(subscriptionId, by);
    const named = buyers.map((buyer) => this.partyOf(buyer, subscription));
    const newBuyerPartyIds = named.map(({ id }) => id);
    if (new Set(named.map(personOf)).size < named.length || named.length === 0)
      throw refuse.rule('sale-change.buyers-not-clear', '更名后至少有一位买受人，且每人只列一次，请核对名单。');
    return this.change.ask(subscription, { kind: 'NAME', reason, newBuyerPartyIds }, by);
  }

  private partyOf({ partyId, name, phone, idNumber }: NewBuyer, { buyerPartyIds }: Subscription): Named {
    if (partyId !== undefined) {
      if (buyerPartyIds.includes(partyId)) return { id: partyId };
      throw refuse.rule('sale-change.not-a-buyer', '该客户不在认购书上，请填写新买受人的姓名。', { partyId });
    }
    if (!name) throw refuse.invalid('sale-change.buyer-unnamed', '请填写新买受人的姓名，或原买受人的 partyId。');
    const contact = { name, ...(phone ? { phone } : {}), ...(idNumber ? { idNumber } : {}) };
    const party = Party.register('sales-office', contact, this.sealer, now());
    this.em.persist(party);
    return party;
  }
}

/** Who stays is known by the party alone, who comes is as he was named. */
type Named = Pick<Party, 'id'> & Partial<Pick<Party, 'nameIndex' | 'phoneIndex' | 'idNumberIndex'>>;

/** One person may be named twice on one list: by ID number, or by name and phone. */
const personOf = ({ id, nameIndex, phoneIndex, idNumberIndex }: Named): string =>
  idNumberIndex ?? (phoneIndex ? `${nameIndex} ${phoneIndex}` : id);
