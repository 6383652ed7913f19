import { defineEntity, p } from '@mikro-orm/core';
import { newId, refuse, type Day, type Fen } from '@linli/kernel';
import { refundWorkflow, type RefundState } from './refund.workflow.js';

const RefundSchema = defineEntity({
  name: 'Refund',
  tableName: 'refund',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<RefundState>(),
    formNo: p.text(),
    projectId: p.text(),
    saleChangeId: p.uuid(),
    partyId: p.uuid(),
    room: p.text(),
    consultantId: p.text(),
    amountFen: p.bigint('number'),
    paidOn: p.date().nullable(),
    voucherNo: p.text().nullable(),
    paidBy: p.text().nullable(),
  },
});

/** 退款: money that a customer gets back after an approved 退房 [REQ-088]. */
export class Refund extends RefundSchema.class {
  static open(
    change: { id: string; projectId: string; partyId: string; room: string; consultantId: string },
    amountFen: Fen,
    formNo: string,
  ): Refund {
    const { projectId, partyId, room, consultantId } = change;
    return Object.assign(new Refund(), {
      id: newId(),
      state: refundWorkflow.initial,
      saleChangeId: change.id,
      ...{ formNo, projectId, partyId, room, consultantId, amountFen },
      ...{ paidOn: null, voucherNo: null, paidBy: null },
    });
  }

  pay(voucherNo: string, by: string, on: Day, today: Day): void {
    if (on > today) throw refuse.rule('refund.in-future', '退款日期不能晚于今天，请核对日期。');
    this.state = refundWorkflow.move(this.state, 'pay');
    Object.assign(this, { voucherNo, paidBy: by, paidOn: on });
  }
}

RefundSchema.setClass(Refund);
