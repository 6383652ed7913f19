import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, mustDecide, now, type Actor } from '@linli/bus';
import { ApproveSaleChange, RejectSaleChange, type SaleChangeView } from '@linli/contracts';
import { Party } from '@linli/parties';
import { SaleChange } from './sale-change.js';
import { view } from './sale-change.view.js';

/** The role that the matrix named at the request decides, and never the applicant. */
@Controller()
export class DecideSaleChangeHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ApproveSaleChange)
  async approve({ saleChangeId, version, opinion }: ApproveSaleChange, by: Actor): Promise<SaleChangeView> {
    const change = await this.toDecide(saleChangeId, version, by);
    change.approve(by.name, now(), opinion);
    return this.shown(change);
  }

  @Handles(RejectSaleChange)
  async reject({ saleChangeId, version, opinion }: RejectSaleChange, by: Actor): Promise<SaleChangeView> {
    const change = await this.toDecide(saleChangeId, version, by);
    change.reject(by.name, now(), opinion);
    return this.shown(change);
  }

  private async toDecide(id: string, version: number, by: Actor): Promise<SaleChange> {
    const change = await load(this.em, SaleChange, id, version);
    await mustDecide(by, {
      aggregate: 'sale-change',
      approverRole: change.approverRole,
      applicantIds: [change.requestedById],
    });
    return change;
  }

  private async shown(change: SaleChange): Promise<SaleChangeView> {
    return view(change, await this.em.findOneOrFail(Party, change.partyId));
  }
}
