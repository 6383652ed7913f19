import { defineEntity, p } from '@mikro-orm/core';
import type { ClockPolicyPublication, EscalationLevel } from '@linli/contracts';
import { newId, refuse, type Day } from '@linli/kernel';
import type { ClockUnit } from './policy.js';

const ClockPolicySchema = defineEntity({
  name: 'ClockPolicy',
  tableName: 'clock_policy',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    rule: p.text(),
    policyVersion: p.integer(),
    title: p.text(),
    source: p.text(),
    amount: p.integer(),
    unit: p.text().$type<ClockUnit>(),
    dueTime: p.text().nullable(),
    calendar: p.text(),
    escalation: p.json<EscalationLevel[]>(),
    validFrom: p.date(),
    publishedAt: p.datetime(),
    publishedBy: p.text(),
    remark: p.text().nullable(),
  },
});

/** 时限规则: one version of how long something may take. It is never changed, only followed by another. */
export class ClockPolicy extends ClockPolicySchema.class {
  /** The version after this one; holds from `validFrom` on for cases that begin then. */
  next(
    form: ClockPolicyPublication,
    by: { readonly name: string; readonly at: Date; readonly today: Day },
  ): ClockPolicy {
    const { validFrom, amount, unit, at, escalation = [], remark } = form;
    if (validFrom < by.today)
      throw refuse.rule('clock-policy.not-in-the-past', '新规则从今天或以后的日期生效，请核对生效日期。', {
        earliest: by.today,
      });
    for (const step of [{ unit, at }, ...escalation])
      if (step.unit === 'WORKING_MINUTES' && step.at !== undefined)
        throw refuse.rule('clock-policy.time-without-meaning', '按工作分钟计算的时限没有固定的到期时刻，请去掉时刻。');
    const { rule, title, source, calendar, policyVersion } = this;
    return Object.assign(new ClockPolicy(), {
      id: newId(),
      policyVersion: policyVersion + 1,
      ...{ rule, title, source, calendar, validFrom, amount, unit: unit as ClockUnit },
      ...{ dueTime: at ?? null, escalation: escalation.map((step) => ({ ...step })), remark: remark ?? null },
      ...{ publishedAt: by.at, publishedBy: by.name },
    });
  }
}

ClockPolicySchema.setClass(ClockPolicy);
