import { defineEntity, p } from '@mikro-orm/core';
import type { RequestPaymentDeferral } from '@linli/contracts';
import { newId, refuse, type Day } from '@linli/kernel';
import { openFen } from '../payment-plan/instalments.js';
import type { PaymentPlan } from '../payment-plan/payment-plan.js';
import { paymentDeferralWorkflow, type PaymentDeferralState } from './payment-deferral.workflow.js';

const PaymentDeferralSchema = defineEntity({
  name: 'PaymentDeferral',
  tableName: 'payment_deferral',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<PaymentDeferralState>(),
    formNo: p.text(),
    projectId: p.text(),
    paymentPlanId: p.uuid(),
    partyId: p.uuid(),
    room: p.text(),
    consultantId: p.text(),
    termNo: p.integer(),
    amountFen: p.bigint('number'),
    dueOn: p.date(),
    deferTo: p.date(),
    reason: p.text(),
    requestedById: p.text(),
    requestedBy: p.text(),
    approverRole: p.text(),
    matrixVersion: p.integer(),
    decidedBy: p.text().nullable(),
    decidedAt: p.datetime().nullable(),
    opinion: p.text().nullable(),
  },
});

/** A line of 延期付款客户一览表: one term of a buyer that he may pay later [REQ-095]. */
export class PaymentDeferral extends PaymentDeferralSchema.class {
  /** Refuses a term that is paid or is the bank's, and a day that is not later. */
  static request(
    { termNo, deferTo, reason }: RequestPaymentDeferral,
    plan: PaymentPlan,
    application: {
      readonly formNo: string;
      readonly by: { readonly id: string; readonly name: string };
      readonly today: Day;
      readonly approverRole: string;
      readonly matrixVersion: number;
    },
  ): PaymentDeferral {
    const { formNo, by, today, approverRole, matrixVersion } = application;
    const line = plan.line(termNo);
    if (openFen(line) === 0 || line.item === 'LOAN')
      throw refuse.rule('payment-deferral.nothing-owed', '该期已交清或由银行放款，不能申请延期，请核对期次。');
    if (deferTo <= line.dueOn || deferTo < today)
      throw refuse.rule('payment-deferral.not-later', '延期日期须晚于原应交日期，且不早于今天。', {
        dueOn: line.dueOn,
      });
    const { projectId, partyId, room, consultantId } = plan;
    return Object.assign(new PaymentDeferral(), {
      id: newId(),
      state: paymentDeferralWorkflow.initial,
      paymentPlanId: plan.id,
      ...{ formNo, projectId, partyId, room, consultantId, termNo, deferTo, reason },
      amountFen: openFen(line),
      dueOn: line.dueOn,
      requestedById: by.id,
      requestedBy: by.name,
      ...{ approverRole, matrixVersion, decidedBy: null, decidedAt: null, opinion: null },
    });
  }

  approve(by: string, at: Date, opinion?: string): void {
    this.state = paymentDeferralWorkflow.move(this.state, 'approve');
    Object.assign(this, { decidedBy: by, decidedAt: at, opinion: opinion ?? null });
  }

  reject(by: string, at: Date, opinion: string): void {
    this.state = paymentDeferralWorkflow.move(this.state, 'reject');
    Object.assign(this, { decidedBy: by, decidedAt: at, opinion });
  }

  withdraw(): void {
    this.state = paymentDeferralWorkflow.move(this.state, 'withdraw');
  }
}

PaymentDeferralSchema.setClass(PaymentDeferral);
