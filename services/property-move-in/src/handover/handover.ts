import { defineEntity, p } from '@mikro-orm/core';
import { UnitHandedOver } from '@linli/contracts';
import { dayOf, newId, raise, refuse } from '@linli/kernel';
import type { Household } from '../household/household.js';

const HandoverSchema = defineEntity({
  name: 'Handover',
  tableName: 'handover',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    formNo: p.text(),
    state: p.text(),
    unitId: p.uuid(),
    projectId: p.text(),
    room: p.text(),
    partyId: p.uuid(),
    handoverDate: p.date(),
    handedOverBy: p.text(),
    recordedAt: p.datetime(),
  },
});

/** 交付: the keys go to the buyer, once per unit. From this day on run the warranty terms and the property charges (X1). */
export class Handover extends HandoverSchema.class {
  static of(household: Household, handoverDate: string, record: { formNo: string; by: string; at: Date }): Handover {
    if (handoverDate > dayOf(record.at)) {
      throw refuse.rule('handover.in-the-future', '交付日期不能晚于今天，请在交付当天或以后登记。');
    }
    if (handoverDate < household.signedOn) {
      throw refuse.rule('handover.before-contract', '交付日期不能早于签约日期，请核对日期。');
    }
    const { id: unitId, projectId, room, partyId } = household;
    const handover = Object.assign(new Handover(), {
      id: newId(),
      state: 'HANDED_OVER',
      formNo: record.formNo,
      unitId,
      projectId,
      room,
      partyId,
      handoverDate,
      handedOverBy: record.by,
      recordedAt: record.at,
    });
    raise(handover, UnitHandedOver, { handoverId: handover.id, unitId, projectId, room, partyId, handoverDate });
    return handover;
  }
}

HandoverSchema.setClass(Handover);
