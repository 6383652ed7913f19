import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, now, type Actor } from '@linli/bus';
import { RecordDeposit, type UnitConfirmationView } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { Party } from '@linli/parties';
import { loadFromBook } from '../prospect/book.js';
import { Unit } from '../unit/unit.js';
import { UnitConfirmation } from './unit-confirmation.js';
import { view } from './unit-confirmation.view.js';

@Controller()
export class RecordDepositHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(RecordDeposit)
  async handle(deposit: RecordDeposit, by: Actor): Promise<UnitConfirmationView> {
    const { confirmationId, version } = deposit;
    const confirmation = await loadFromBook(this.em, UnitConfirmation, confirmationId, by, version);
    const { totalPriceFen } = await this.em.findOneOrFail(Unit, confirmation.unitId);
    confirmation.recordDeposit(deposit, totalPriceFen, dayOf(now()));
    return view(confirmation, await this.em.findOneOrFail(Party, confirmation.partyId));
  }
}
