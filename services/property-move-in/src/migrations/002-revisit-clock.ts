import { clockPolicies, type ShippedPolicy } from '@linli/bus';

/** 入住后一个月内回访: from the day of the removal; the last day is due, and in time. */
export const revisitPolicy: ShippedPolicy = {
  ...{ rule: 'revisit-due', title: '入住后回访', source: '002 篇1 §4.4; X4' },
  ...{ amount: 1, unit: 'CALENDAR_MONTHS', at: '00:00' },
};

export const revisitClock = {
  name: 'PropertyMoveIn002RevisitClock',
  sql: `
${clockPolicies([revisitPolicy])}
delete from policy where rule = 'revisit-within-months';
alter table move_in drop column revisit_within_months;
`,
};
