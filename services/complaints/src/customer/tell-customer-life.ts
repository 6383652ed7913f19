import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { lifeContracts, type CustomerLifeQuestion, type CustomerLifeView, type LifeFact } from '@linli/contracts';
import { stepsOf, type CaseMarks } from '../complaint/complaint.workflow.js';

interface LifeRow extends CaseMarks {
  at: string;
  subjectId: string;
  projectId: string;
  title: string;
  room: string | null;
  now: boolean;
}

const LIFE = `
with mine as (
  select id, project_id, state, kind, acknowledged, disputed, waiting, explanation_owed, room, received_at, form_no, handling from complaint
  where party_id = any($1) and ($2 or project_id = any($3))),
facts as (
  select id, received_at as at, '投诉登记 ' || form_no as title, true as now from mine
  union all
  select id, (plan->>'decidedAt')::timestamptz, '处置方案第' || (plan->>'number') || case plan->>'decision' when 'APPROVED' then '版获批' else '版被退回' end, false
  from mine, jsonb_array_elements(handling->'plans') plan where plan ? 'decision'
  union all
  select id, (handling->'feedback'->>'at')::timestamptz, '投诉处理结果已反馈', false from mine where handling ? 'feedback'
  union all
  select id, (handling->'ending'->>'at')::timestamptz,
    case state when 'CLOSED' then '投诉结案' when 'WITHDRAWN' then '投诉撤回' else '投诉未达成一致' end, false
  from mine where handling ? 'ending')
select to_char(f.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, m.id as "subjectId", m.project_id as "projectId", f.title, m.state, m.kind, m.acknowledged, m.disputed,
  m.waiting, m.explanation_owed as "explanationOwed", m.room, f.now
from facts f join mine m using (id) order by f.at, f.now desc limit 200`;

@Controller()
export class TellCustomerLifeHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(lifeContracts['complaints'])
  async handle({ partyIds }: CustomerLifeQuestion, by: Actor): Promise<CustomerLifeView> {
    const rows = await this.reader.all<LifeRow>(LIFE, [partyIds, by.seesAll, by.projects]);
    return { facts: rows.map(fact) };
  }
}

function fact(row: LifeRow): LifeFact {
  const { at, subjectId, projectId, title, state, room, now } = row;
  return {
    ...{ at, subject: 'complaint', subjectId, projectId, title },
    ...(room === null ? {} : { room }),
    ...(now ? { state, allowed: stepsOf(row) } : { allowed: [] }),
  };
}
