import { clockPolicies } from '@linli/bus';

/** The days of care and of payments as policies of clocks; they were numbers of `policy` and columns of a 认购书 before. */
export const clockPoliciesOfSales = {
  name: 'SalesOffice025ClockPolicies',
  sql: `
${clockPolicies([
  {
    ...{ rule: 'three-days-after-subscription', title: '认购后三日提醒', source: '003 中期; X20', at: '00:00' },
    ...{ amount: 3, unit: 'NATURAL_DAYS' },
  },
  {
    ...{ rule: 'day-before-signing', title: '签约前一日提醒', source: '003 中期; X20', at: '00:00' },
    ...{ amount: -1, unit: 'NATURAL_DAYS' },
  },
  {
    ...{ rule: 'seven-days-after-signing', title: '签约后七日回访', source: '003 中期; X20', at: '00:00' },
    ...{ amount: 7, unit: 'NATURAL_DAYS' },
  },
  {
    ...{ rule: 'confirmation-hold-ends', title: '房位保留期满', source: '002 篇2 二.1(1); X11', at: '24:00' },
    ...{ amount: 0, unit: 'NATURAL_DAYS', remark: '从房位确认单上的保留期限起算' },
  },
  {
    ...{ rule: 'payment-coming', title: '付款到期前提醒', source: '002 篇2 二.3(5)', at: '00:00' },
    ...{ amount: -3, unit: 'NATURAL_DAYS', remark: '待确认' },
  },
  {
    ...{ rule: 'payment-overdue', title: '付款逾期催缴', source: '002 篇2 二.3(5)', at: '24:00' },
    ...{ amount: 0, unit: 'NATURAL_DAYS' },
  },
  {
    ...{ rule: 'mortgage-application', title: '按揭资料催办', source: '003 中期', at: '00:00' },
    ...{ amount: 7, unit: 'NATURAL_DAYS', remark: '待确认' },
  },
])}
delete from policy where rule in ('care.days-after-subscription', 'care.days-before-signing', 'care.days-after-signing',
  'payment.days-before-due', 'payment.mortgage-application-days');
alter table subscription drop column days_before_signing, drop column days_after_signing;
alter table payment_plan drop column remind_days;
`,
};
