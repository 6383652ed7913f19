import { defineEntity, p } from '@mikro-orm/core';
import type { ContractSigned } from '@linli/contracts';
import type { Day } from '@linli/kernel';

const HouseholdSchema = defineEntity({
  name: 'Household',
  tableName: 'household',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.text(),
    room: p.text(),
    partyId: p.uuid(),
    coPartyIds: p.array<string>().columnType('uuid[]'),
    contractId: p.uuid(),
    signedOn: p.date(),
    contractToldAt: p.datetime(),
    handoverDueOn: p.date(),
    rescindedOn: p.date().nullable(),
  },
});

/** A unit with a signed contract and its buyer, as the sales office told it. Its id is the unit's. */
export class Household extends HouseholdSchema.class {
  static of(contract: ContractSigned, toldAt: Date): Household {
    const household = Object.assign(new Household(), { id: contract.unitId });
    household.take(contract, toldAt);
    return household;
  }

  /** A unit that came back and was sold again has another contract; the one that was told of last holds. */
  take(contract: ContractSigned, toldAt: Date): void {
    const { projectId, room, partyId, contractId, signedOn, handoverDueOn, coBuyerPartyIds: coPartyIds } = contract;
    Object.assign(this, {
      projectId,
      room,
      partyId,
      coPartyIds,
      contractId,
      signedOn,
      handoverDueOn,
      contractToldAt: toldAt,
      rescindedOn: null,
    });
  }

  /** Its contract is rescinded: nobody is handed the keys until the unit is sold again. */
  end(on: Day): void {
    this.rescindedOn = on;
  }
}

HouseholdSchema.setClass(Household);
