import { defineEntity, p } from '@mikro-orm/core';
import type { RecordPayment } from '@linli/contracts';
import { newId, refuse, type Day } from '@linli/kernel';
import { paymentWorkflow, type PaymentState } from './payment.workflow.js';

const PaymentSchema = defineEntity({
  name: 'Payment',
  tableName: 'payment',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<PaymentState>(),
    formNo: p.text(),
    projectId: p.text(),
    paymentPlanId: p.uuid(),
    partyId: p.uuid(),
    room: p.text(),
    consultantId: p.text(),
    termNo: p.integer().nullable(),
    amountFen: p.bigint('number'),
    paidOn: p.date(),
    method: p.text(),
    receiptNo: p.text().nullable(),
    enteredBy: p.text(),
    confirmedBy: p.text().nullable(),
    confirmedOn: p.date().nullable(),
    rejectReason: p.text().nullable(),
  },
});

/** The plan that a payment goes to. */
export interface Owed {
  readonly id: string;
  readonly projectId: string;
  readonly partyId: string;
  readonly room: string;
  readonly consultantId: string;
}

/** 实交款: one payment of a buyer; it counts once finance has confirmed it [REQ-093]. */
export class Payment extends PaymentSchema.class {
  static record(form: RecordPayment, plan: Owed, entry: { formNo: string; by: string; today: Day }): Payment {
    const { formNo, by, today } = entry;
    const paidOn = form.paidOn ?? today;
    if (paidOn > today) throw refuse.rule('payment.in-future', '交款日期不能晚于今天，请核对日期。');
    const { projectId, partyId, room, consultantId } = plan;
    const { amountFen, method } = form;
    return Object.assign(new Payment(), {
      id: newId(),
      state: paymentWorkflow.initial,
      paymentPlanId: plan.id,
      ...{ formNo, projectId, partyId, room, consultantId, amountFen, paidOn, method },
      termNo: form.termNo ?? null,
      receiptNo: form.receiptNo ?? null,
      enteredBy: by,
      ...{ confirmedBy: null, confirmedOn: null, rejectReason: null },
    });
  }

  confirm(by: string, today: Day, receiptNo?: string): void {
    this.state = paymentWorkflow.move(this.state, 'confirm');
    Object.assign(this, { confirmedBy: by, confirmedOn: today, receiptNo: receiptNo ?? this.receiptNo });
  }

  reject(reason: string): void {
    this.state = paymentWorkflow.move(this.state, 'reject');
    this.rejectReason = reason;
  }
}

PaymentSchema.setClass(Payment);
