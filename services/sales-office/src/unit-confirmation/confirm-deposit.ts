import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { cancelClock, Handles, load, now, planClock, type Actor } from '@linli/bus';
import { ConfirmDeposit, type UnitConfirmationView } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { Party } from '@linli/parties';
import { SalesNotice } from '../sales-notice/sales-notice.js';
import { Unit } from '../unit/unit.js';
import { UnitConfirmation } from './unit-confirmation.js';
import { view } from './unit-confirmation.view.js';

@Controller()
export class ConfirmDepositHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ConfirmDeposit)
  async handle({ confirmationId, version }: ConfirmDeposit, by: Actor): Promise<UnitConfirmationView> {
    const confirmation = await load(this.em, UnitConfirmation, confirmationId, version);
    const effect = confirmation.confirmDeposit(by.name, dayOf(now()));
    if (effect === 'sold') {
      const unit = await load(this.em, Unit, confirmation.unitId);
      unit.sell(confirmation.id, confirmation.partyId);
      await cancelClock('confirmation-hold-ends', confirmation);
      this.em.persist(SalesNotice.unitSold(confirmation, now()));
      await planClock('subscription-missing', confirmation, { from: dayOf(now()) });
    } else {
      await planClock('confirmation-hold-ends', confirmation, { from: confirmation.holdUntil });
    }
    return view(confirmation, await this.em.findOneOrFail(Party, confirmation.partyId));
  }
}
