import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { lifeContracts, type CustomerLifeQuestion, type CustomerLifeView, type LifeFact } from '@linli/contracts';
import { allowedSteps, type CaseFacts } from '../move-in/move-in.workflow.js';

interface FactRow {
  at: string;
  subject: string;
  subjectId: string;
  projectId: string;
  room: string;
  title: string;
  state: string;
  facts: CaseFacts | null;
}

// The steps of a case are open to whoever reads the life at its last fact only: what was possible before is history.
const LIFE = `
  select o.recorded_at as at, 'handover' as subject, o.id as "subjectId", o.project_id as "projectId", o.room, '房屋交付' as title, o.state, null::jsonb as facts
  from handover o where o.party_id = any($1)
  union all
  select (m.steps->0->>'at')::timestamptz, 'move-in', m.id, m.project_id, m.room,
    case when m.party_id <> all($1) then '租户入住立案' when m.occupant_kind = 'OWNER' then '业主入住立案' else '租户入住立案' end, m.state,
    jsonb_build_object('state', m.state, 'occupantKind', m.occupant_kind, 'papers', m.papers, 'utilities', m.utilities, 'fileNo', m.file_no, 'revisitedOn', m.revisited_on)
  from move_in m where m.party_id = any($1) or m.owner_party_id = any($1)
  union all
  select (s.step->>'at')::timestamptz, 'move-in', m.id, m.project_id, m.room,
    case s.step->>'step' when 'confirmIdentity' then '身份已确认' when 'register' then '入住登记,入住日期 ' || m.move_in_date::text
      when 'archive' then '入住资料归档' when 'recordRevisit' then '入住一个月内回访' end, m.state, null::jsonb
  from move_in m cross join lateral jsonb_array_elements(m.steps) as s(step)
  where (m.party_id = any($1) or m.owner_party_id = any($1)) and s.step->>'step' in ('confirmIdentity', 'register', 'archive', 'recordRevisit')`;

@Controller()
export class TellCustomerLife {
  constructor(private readonly reader: Reader) {}

  @Answers(lifeContracts['property-move-in'])
  async handle({ partyIds }: CustomerLifeQuestion, by: Actor): Promise<CustomerLifeView> {
    const rows = await this.reader.all<FactRow>(
      `select * from (${LIFE}) life where $2::text[] is null or "projectId" = any($2) order by at limit 200`,
      [partyIds, by.seesAll ? null : by.projects],
    );
    return { facts: rows.map(factOf) };
  }
}

function factOf({ at, facts, ...row }: FactRow): LifeFact {
  return { ...row, at: new Date(at).toISOString(), allowed: facts ? allowedSteps(facts) : [] };
}
