import { clockPolicies } from '@linli/bus';

const REMARK = '待确认';
const chain = [
  { role: 'CS_SUPERVISOR', name: '客服部主管', amount: 1, unit: 'WORKING_DAYS' as const },
  { role: 'MANAGER_IN_CHARGE', name: '主管经理', amount: 2, unit: 'WORKING_DAYS' as const },
  { role: 'LEADERSHIP', name: '有关领导', amount: 2, unit: 'WORKING_DAYS' as const },
];
const policy = (rule: string, title: string, amount: number) => ({
  ...{ rule: `corrective-action.${rule}`, title, source: '001 §4.4.8; X26', amount },
  ...{ unit: 'WORKING_DAYS' as const, escalation: chain, remark: REMARK },
});

/** 纠正与预防措施, and the times in which it is signed for, carried out and checked (the sources give none). */
export const correctiveActions = {
  name: 'Complaints040CorrectiveAction',
  sql: `
create table corrective_action (
  id uuid primary key, version int not null default 1, form_no text not null unique, letter_no text not null unique,
  state text not null check (state in ('REQUESTED', 'ACKNOWLEDGED', 'CARRIED_OUT', 'EFFECTIVE')),
  kind text not null check (kind in ('CORRECTIVE', 'PREVENTIVE')), department text not null,
  complaint_id uuid not null references complaint (id), complaint_no text not null, project_id text not null,
  met_at timestamptz, attendees text, cause text not null, demand text not null,
  requested_by text not null, requested_at timestamptz not null, due_on date not null, round int not null check (round > 0),
  acknowledged_at timestamptz, carried_out_at timestamptz, doer_id text, escalation_level int not null default 0,
  effect_checks jsonb not null, escalations jsonb not null);
create index corrective_action_complaint on corrective_action (complaint_id, id desc nulls last);
create index corrective_action_project on corrective_action (project_id, id desc nulls last);
create index corrective_action_department on corrective_action (department, id desc nulls last);
create index corrective_action_open on corrective_action (id desc nulls last) where state <> 'EFFECTIVE';

${clockPolicies([
  policy('acknowledge', '工作联系函签收', 1),
  policy('carry-out', '纠正与预防措施落实', 10),
  policy('check-effect', '纠正与预防措施效果验证', 5),
])}
`,
};
