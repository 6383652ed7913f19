import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { cancelClock, Handles, load, type Actor } from '@linli/bus';
import { CancelUnitConfirmation, Role, type UnitConfirmationView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { Party } from '@linli/parties';
import { loadFromBook } from '../prospect/book.js';
import { Unit } from '../unit/unit.js';
import { UnitConfirmation } from './unit-confirmation.js';
import { view } from './unit-confirmation.view.js';

@Controller()
export class CancelUnitConfirmationHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(CancelUnitConfirmation)
  async handle({ confirmationId, version, reason }: CancelUnitConfirmation, by: Actor): Promise<UnitConfirmationView> {
    const confirmation = await loadFromBook(this.em, UnitConfirmation, confirmationId, by, version);
    if (confirmation.state === 'SOLD' && !by.has(Role.INVENTORY_CONTROLLER, Role.SALES_MANAGER))
      throw refuse.forbidden('unit-confirmation.sold', '房源已售出，请由销控或销售经理办理退房。');
    confirmation.cancel(reason);
    const unit = await load(this.em, Unit, confirmation.unitId);
    unit.free();
    await cancelClock('confirmation-hold-ends', confirmation);
    return view(confirmation, await this.em.findOneOrFail(Party, confirmation.partyId));
  }
}
