import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { FindHandlerLoads, type HandlerLoadsView } from '@linli/contracts';

/** Over the open cases alone: a partial index holds them, however many have ended. */
const LOADS = `
select c.assignee_id as "assigneeId", max(c.assignee) as assignee, count(*)::int as "openCases",
  count(*) filter (where c.explanation_owed)::int as "lateCases", count(*) filter (where c.waiting)::int as "waitingCases",
  bool_or(exists (select 1 from handler_absence a where a.colleague_id = c.assignee_id
    and (app_now() at time zone 'Asia/Shanghai')::date between a.from_on and a.until_on)) as absent
from complaint c where c.is_open and ($1::text is null or c.project_id = $1) and ($2 or c.project_id = any($3))
group by c.assignee_id order by 3 desc, 1 limit 500`;

type Row = { [F in keyof HandlerLoadsView['loads'][number]]: HandlerLoadsView['loads'][number][F] | null };

@Controller()
export class FindHandlerLoadsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindHandlerLoads)
  async handle({ projectId }: FindHandlerLoads, by: Actor): Promise<HandlerLoadsView> {
    const rows = await this.reader.all<Row>(LOADS, [projectId ?? null, by.seesAll, by.projects]);
    return {
      loads: rows.map(({ assigneeId, assignee, openCases, lateCases, waitingCases, absent }) => ({
        ...(assigneeId ? { assigneeId, assignee: assignee ?? assigneeId } : {}),
        ...{ openCases: openCases ?? 0, lateCases: lateCases ?? 0, waitingCases: waitingCases ?? 0 },
        absent: absent ?? false,
      })),
    };
  }
}
