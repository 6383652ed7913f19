import { defineEntity, p } from '@mikro-orm/core';
import type { DefinePaymentScheme, SchemePart } from '@linli/contracts';
import { newId, refuse, type Day } from '@linli/kernel';

const PaymentSchemeSchema = defineEntity({
  name: 'PaymentScheme',
  tableName: 'payment_scheme',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.text(),
    name: p.text(),
    paymentMethod: p.text(),
    parts: p.json().$type<SchemePart[]>(),
    validFrom: p.date(),
    enteredBy: p.text(),
  },
});

/** 付款方案: the shares in which buyers of a project pay by one method, and when. Never changed: a newer one replaces it. */
export class PaymentScheme extends PaymentSchemeSchema.class {
  static define(form: DefinePaymentScheme, by: string, today: Day): PaymentScheme {
    const { projectId, name, paymentMethod, parts, validFrom = today } = form;
    if (validFrom < today) throw refuse.rule('payment-scheme.in-past', '起用日期不能早于今天，请核对日期。');
    if (parts.reduce((sum, { basisPoints }) => sum + basisPoints, 0) !== 10_000)
      throw refuse.rule('payment-scheme.shares-not-whole', '各期占比之和须为 10000（万分之），请核对占比。');
    const days = parts.map(({ daysAfterSigning }) => daysAfterSigning);
    if (days.some((day, i) => i > 0 && day < (days[i - 1] ?? 0)))
      throw refuse.rule('payment-scheme.not-in-order', '各期须按应交先后排列，请核对天数。');
    return Object.assign(new PaymentScheme(), {
      id: newId(),
      ...{ projectId, name, paymentMethod, validFrom },
      parts: parts.map(({ basisPoints, daysAfterSigning }) => ({ basisPoints, daysAfterSigning })),
      enteredBy: by,
    });
  }
}

PaymentSchemeSchema.setClass(PaymentScheme);

/** Schemes of this project hold for every project that has none of its own. */
export const EVERY_PROJECT = '*';
