import { clockPolicies } from '@linli/bus';

/** How many months may pass is the limit of the policy under which a case began; the clock rings on the first day beyond it. */
export const monthsClock = {
  name: 'MortgageCollection002MonthsClock',
  sql: clockPolicies([
    {
      ...{ rule: 'overdue-months-over', title: '逾期超过半年', source: '001 §4.6.4; X30' },
      ...{ amount: 0, unit: 'NATURAL_DAYS', at: '00:00' },
      remark: '月数见规则 litigation-overdue-months,从超过之日起算',
    },
  ]),
};
