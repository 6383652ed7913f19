import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, type Actor } from '@linli/bus';
import { WithdrawSaleChange, type SaleChangeView } from '@linli/contracts';
import { Party } from '@linli/parties';
import { loadFromBook } from '../prospect/book.js';
import { SaleChange } from './sale-change.js';
import { view } from './sale-change.view.js';

@Controller()
export class WithdrawSaleChangeHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(WithdrawSaleChange)
  async handle({ saleChangeId, version }: WithdrawSaleChange, by: Actor): Promise<SaleChangeView> {
    const change = await loadFromBook(this.em, SaleChange, saleChangeId, by, version);
    change.withdraw();
    return view(change, await this.em.findOneOrFail(Party, change.partyId));
  }
}
