import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { lifeContracts, type CustomerLifeQuestion, type CustomerLifeView, type LifeFact } from '@linli/contracts';
import { allowedSteps as overdueSteps } from '../overdue-loan/overdue-loan.workflow.js';
import type { OverdueState } from '../overdue-loan/overdue-loan.workflow.js';
import { allowedSteps as titleSteps, type TitleState } from '../title-case/title-case.workflow.js';

interface LifeRow {
  at: string;
  subject: 'title-case' | 'loan-account' | 'overdue-loan';
  subjectId: string;
  projectId: string;
  title: string;
  state: string | null;
  room: string | null;
  mortgaged: boolean;
}

/** The fact that shows where the matter stands has its state; the others are history. */
const LIFE = `
with titles as (select * from title_case where party_id = any($1) and ($2 or project_id = any($3))),
accounts as (select * from loan_account where party_id = any($1) and ($2 or project_id = any($3))),
overdue as (select * from overdue_loan where party_id = any($1) and ($2 or project_id = any($3))),
facts as (
  select signed_on as day, 'title-case' as subject, id, project_id, '小产权证立案 合同' || contract_no as title, state, room, mortgaged from titles
  union all select filed_on, 'title-case', id, project_id, '小产权证报件', null, room, mortgaged from titles where filed_on is not null
  union all select issued_on, 'title-case', id, project_id, '取得产权证', null, room, mortgaged from titles where issued_on is not null
  union all select mortgage_registered_on, 'title-case', id, project_id, '抵押登记', null, room, mortgaged from titles where mortgage_registered_on is not null
  union all select guarantee_released_on, 'title-case', id, project_id, '按揭担保撤销', null, room, mortgaged from titles where guarantee_released_on is not null
  union all select guaranteed_on, 'loan-account', id, project_id, '按揭贷款立户' || coalesce(' ' || bank, ''), null, room, true from accounts
  union all select disbursed_on, 'loan-account', id, project_id, '按揭放款', null, room, true from accounts where disbursed_on is not null
  union all select (reported_at at time zone 'Asia/Shanghai')::date, 'overdue-loan', id, project_id, '按揭逾期', state, room, true from overdue
  union all select ended_on, 'overdue-loan', id, project_id, case state when 'CURED' then '按揭逾期已还清' else '逾期诉讼结案' end, null, room, true
    from overdue where ended_on is not null)
select to_char(day::timestamp at time zone 'Asia/Shanghai' at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
  subject, id as "subjectId", project_id as "projectId", title, state, room, mortgaged
from facts order by day, subject desc, id, state nulls last limit 200`;

@Controller()
export class TellCustomerLifeHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(lifeContracts['mortgage-collection'])
  async handle({ partyIds }: CustomerLifeQuestion, by: Actor): Promise<CustomerLifeView> {
    const rows = await this.reader.all<LifeRow>(LIFE, [partyIds, by.seesAll, by.projects]);
    return { facts: rows.map(fact) };
  }
}

function fact({ at, subject, subjectId, projectId, title, state, room, mortgaged }: LifeRow): LifeFact {
  return {
    ...{ at, subject, subjectId, projectId, title },
    ...(room === null ? {} : { room }),
    ...(state === null ? { allowed: [] } : { state, allowed: stepsOf(subject, state, mortgaged) }),
  };
}

const stepsOf = (subject: LifeRow['subject'], state: string, mortgaged: boolean): string[] =>
  subject === 'title-case' ? titleSteps(state as TitleState, mortgaged) : overdueSteps(state as OverdueState);
