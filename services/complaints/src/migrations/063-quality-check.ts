import { clockPolicies } from '@linli/bus';

/** 质量抽查: which closed cases are checked, and when who has not done it is reminded (EXP-06; the sources give neither). */
export const qualityChecks = {
  name: 'Complaints063QualityCheck',
  sql: `
insert into policy (rule, valid_from, value) values ('quality-check-percent', '2000-01-01', '10');
${clockPolicies([
  {
    ...{ rule: 'quality-check.due', title: '质量抽查', source: '004 四(三); 000 篇3', amount: 5 },
    ...{ unit: 'NATURAL_DAYS', at: '10:00', remark: '待确认' },
    escalation: [{ role: 'CS_MANAGER', name: '客服经理', amount: 3, unit: 'NATURAL_DAYS', at: '10:00' }],
  },
])}
create index clock_quality_due on clock (subject_id) where rule = 'quality-check.due' and level = 0 and fired_at is not null and settled_at is null;
`,
};
