import { defineEntity, p } from '@mikro-orm/core';
import { newId, refuse } from '@linli/kernel';

const HandlerAbsenceSchema = defineEntity({
  name: 'HandlerAbsence',
  tableName: 'handler_absence',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    colleagueId: p.text(),
    colleague: p.text(),
    fromOn: p.date(),
    untilOn: p.date(),
    reason: p.text(),
    recordedBy: p.text(),
  },
});

/** 缺勤: on these days, the last one included, a colleague is given no cases [REQ-162]. */
export class HandlerAbsence extends HandlerAbsenceSchema.class {
  static of(
    form: { colleagueId: string; colleague: string; fromOn: string; untilOn: string; reason: string },
    recordedBy: string,
  ): HandlerAbsence {
    const { colleagueId, colleague, fromOn, untilOn, reason } = form;
    if (untilOn < fromOn) {
      throw refuse.rule('handler-absence.ends-before-it-begins', '缺勤的截止日期不能早于起始日期，请核对。');
    }
    return Object.assign(new HandlerAbsence(), {
      ...{ id: newId(), colleagueId, colleague, fromOn, untilOn, reason, recordedBy },
    });
  }
}

HandlerAbsenceSchema.setClass(HandlerAbsence);
