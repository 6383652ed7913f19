import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { FindComplaintHotlines, type ComplaintHotlinesView, type ComplaintHotlineView } from '@linli/contracts';

const HOTLINES = `
with seen as (select $1::boolean as every, $2::text[] as projects),
line as (
  select l.* from phone_line l, seen where l.kind = 'HOTLINE' and l.state <> 'CLOSED' and (seen.every or l.project_id = any(seen.projects))),
project as (
  select project_id from line
  union select c.project_id from complaint c, seen where c.is_open and (seen.every or c.project_id = any(seen.projects)))
select p.project_id as "projectId", l.id as "phoneLineId", l.number, l.holder_id as "holderId", l.holder_name as "holderName", l.holders->-1->>'from' as since,
  a.until::text as "awayUntil",
  case when l.id is null then 'MISSING' when l.holder_id is null then 'UNSTAFFED' when a.until is not null then 'AWAY' else 'STAFFED' end as state
from project p left join line l on l.project_id = p.project_id
left join lateral (
  select max(h.until_on) as until from handler_absence h, (select (app_now() at time zone 'Asia/Shanghai')::date as today) d
  where h.colleague_id = l.holder_id and h.from_on <= d.today and h.until_on >= d.today) a on true
order by p.project_id, l.number limit 500`;

type Row = { readonly [F in keyof ComplaintHotlineView]: ComplaintHotlineView[F] | null };

/** 投诉电话 and its 专人, project by project, with what is wanting [REQ-135]. */
@Controller()
export class FindComplaintHotlinesHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindComplaintHotlines)
  async handle({ projectId }: FindComplaintHotlines, by: Actor): Promise<ComplaintHotlinesView> {
    const every = projectId === undefined && by.seesAll;
    const projects = projectId === undefined ? by.projects : by.sees(projectId) ? [projectId] : [];
    const rows = await this.reader.all<Row>(HOTLINES, [every, projects]);
    return { hotlines: rows.map(viewOfRow) };
  }
}

const viewOfRow = ({ holderId, since, ...row }: Row): ComplaintHotlineView =>
  Object.fromEntries(
    Object.entries({ ...row, ...(holderId ? { holderId, since } : {}) }).filter(([, value]) => value !== null),
  ) as unknown as ComplaintHotlineView;
