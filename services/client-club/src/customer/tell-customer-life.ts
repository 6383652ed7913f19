import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { lifeContracts, type CustomerLifeQuestion, type CustomerLifeView, type LifeFact } from '@linli/contracts';
import { stepsOfPeople, type CareMessageState } from '../care-message/care-message.workflow.js';

type FactRow = Omit<LifeFact, 'allowed' | 'state'> & { state: string };

const LIFE = `
  select coalesce(c.sent_at, c.planned_at) as at, 'care-message' as subject, c.id as "subjectId", c.project_id as "projectId", '短信:' || c.title as title, c.state
  from care_message c where c.party_id = any($1)
  union all
  select m.joined_at, 'club-member', m.id, m.project_id, '加入客户会', m.state from club_member m where m.party_id = any($1)`;

@Controller()
export class TellCustomerLife {
  constructor(private readonly reader: Reader) {}

  @Answers(lifeContracts['client-club'])
  async handle({ partyIds }: CustomerLifeQuestion, by: Actor): Promise<CustomerLifeView> {
    const rows = await this.reader.all<FactRow>(
      `select * from (${LIFE}) life where $2::text[] is null or "projectId" = any($2) order by at limit 200`,
      [partyIds, by.seesAll ? null : by.projects],
    );
    return { facts: rows.map(factOf) };
  }
}

function factOf(row: FactRow): LifeFact {
  const allowed = row.subject === 'care-message' ? stepsOfPeople(row.state as CareMessageState) : [];
  return { ...row, at: new Date(row.at).toISOString(), allowed };
}
