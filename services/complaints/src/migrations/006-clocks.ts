import { clockPolicies } from '@linli/bus';

/** 主管 after the time named, then 主管经理, then 有关领导 (X26: to be confirmed). */
const chain = (amount: number, unit: 'WORKING_MINUTES' | 'WORKING_DAYS') => [
  { role: 'CS_SUPERVISOR', name: '客服部主管', amount, unit },
  { role: 'MANAGER_IN_CHARGE', name: '主管经理', amount, unit },
  { role: 'LEADERSHIP', name: '有关领导', amount, unit },
];
const REMARK = '待确认';

const kinds = [
  ['complaint', '投诉', 10],
  ['repair', '报修', 5],
  ['suggestion', '建议', 15],
  ['objection', '异议', 5],
] as const;

/** 有求必应,有应必解,有解必答 in hours: the sources give none, these are the defaults of reading X26 (REQ-154, REQ-163). */
export const clocksOfComplaints = {
  name: 'Complaints006Clocks',
  sql: clockPolicies(
    kinds.flatMap(([kind, name, days]) => [
      {
        ...{ rule: `${kind}.acknowledge`, title: `${name}受理确认`, source: '002 篇1 §4.3; X26', amount: 120 },
        ...{ unit: 'WORKING_MINUTES' as const, escalation: chain(120, 'WORKING_MINUTES'), remark: REMARK },
      },
      {
        ...{ rule: `${kind}.first-answer`, title: `${name}首次答复`, source: '002 篇1 §4.3; X26', amount: 1 },
        ...{ unit: 'WORKING_DAYS' as const, escalation: chain(240, 'WORKING_MINUTES'), remark: REMARK },
      },
      {
        ...{ rule: `${kind}.resolve`, title: `${name}处理完毕`, source: '002 篇1 §4.3; 004 四(五)', amount: days },
        ...{ unit: 'WORKING_DAYS' as const, escalation: chain(1, 'WORKING_DAYS'), remark: REMARK },
      },
    ]),
  ),
};
