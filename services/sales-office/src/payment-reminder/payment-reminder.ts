import { defineEntity, p } from '@mikro-orm/core';
import type { LogPaymentReminder, paymentReminderKinds, ReminderContactView } from '@linli/contracts';
import { newId, type Day, type Fen } from '@linli/kernel';
import { paymentReminderWorkflow, type PaymentReminderState } from './payment-reminder.workflow.js';

export type PaymentReminderKind = (typeof paymentReminderKinds)[number];

const PaymentReminderSchema = defineEntity({
  name: 'PaymentReminder',
  tableName: 'payment_reminder',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<PaymentReminderState>(),
    kind: p.text().$type<PaymentReminderKind>(),
    projectId: p.text(),
    paymentPlanId: p.uuid(),
    partyId: p.uuid(),
    room: p.text(),
    consultantId: p.text(),
    termNo: p.integer(),
    dueOn: p.date(),
    amountFen: p.bigint('number'),
    contacts: p.json().$type<ReminderContactView[]>(),
  },
});

/** 催款、催办按揭: the buyer is called by his consultant; up to the loan notice a message alone does not do [REQ-094, 127]. */
export class PaymentReminder extends PaymentReminderSchema.class {
  static fallDue(
    kind: PaymentReminderKind,
    plan: { id: string; projectId: string; partyId: string; room: string; consultantId: string },
    owed: { termNo: number; dueOn: Day; amountFen: Fen },
  ): PaymentReminder {
    const { projectId, partyId, room, consultantId } = plan;
    return Object.assign(new PaymentReminder(), {
      id: newId(),
      state: paymentReminderWorkflow.initial,
      paymentPlanId: plan.id,
      ...{ kind, projectId, partyId, room, consultantId, contacts: [] },
      ...owed,
    });
  }

  log({ channel, callId, note }: LogPaymentReminder, by: string, at: Date): void {
    this.state = paymentReminderWorkflow.move(this.state, channel === 'SMS' ? 'note' : 'remind');
    const contact = { at: at.toISOString(), by, channel, ...(callId ? { callId } : {}), note };
    this.contacts = [...this.contacts, contact];
  }

  cancel(): void {
    this.state = paymentReminderWorkflow.move(this.state, 'cancel');
  }
}

PaymentReminderSchema.setClass(PaymentReminder);
