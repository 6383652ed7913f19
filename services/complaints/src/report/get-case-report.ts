import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetCaseReport, type CaseReportView, type CaseStage } from '@linli/contracts';
import { refuse } from '@linli/kernel';

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;
const utc = (column: string) => `to_char(${column} at time zone 'UTC', ${ISO})`;
/** So many of the latest finished cases say how long the stage still takes. */
const LATEST = 2_000;

const CASE = `
select c.id, c.version, c.form_no as "formNo", c.project_id as "projectId", c.state as stage, c.room, c.content,
  ${utc('c.received_at')} as "receivedAt", c.due_on::text as "dueOn", f.reopened, f.satisfaction, f.rating, f.quality, ${utc('f.ended_at')} as "endedAt",
  coalesce(f.late, (app_now() at time zone 'Asia/Shanghai')::date > c.due_on) as late, app_now()::text as now,
  (select count(*)::int from call_record r where r.subject_id = c.id and r.subject_kind = 'COMPLAINT' and r.state = 'LOGGED') as calls
from complaint c join case_fact f on f.complaint_id = c.id where c.id = $1`;

const STAGES = `
select stage, ${utc('entered_at')} as "enteredAt", ${utc('left_at')} as "leftAt",
  report_minutes(coalesce(left_at, app_now()) - entered_at) as minutes from case_stage where complaint_id = $1 order by place limit 200`;

const NEEDED = `
select percentile_disc(0.5) within group (order by minutes_left) as median from (
  select minutes_left from case_stage where stage = $1 and minutes_left is not null order by entered_at desc limit ${LATEST}) latest`;

type Row = Omit<CaseReportView, 'stages' | 'minutesNeeded' | 'expectedEndAt'> & { now: string };

/** 事件报告: the stages of one case, and the time it still needs [REQ-165, REQ-168, REQ-169]. */
@Controller()
export class GetCaseReportHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetCaseReport)
  handle({ complaintId }: GetCaseReport, by: Actor): Promise<CaseReportView> {
    return caseReport(this.reader, complaintId, by);
  }
}

/** 事件报告: the same for the screen and for the paper. */
export async function caseReport(reader: Reader, complaintId: string, by: Actor): Promise<CaseReportView> {
  const row = await reader.one<Row>(CASE, [complaintId]);
  if (!row || !by.sees(row.projectId)) throw refuse.notFound('complaint.not-found', '没有这件案件，请核对编号。');
  const stages = await reader.all<CaseStage>(STAGES, [complaintId]);
  const { now, ...shown } = row;
  return {
    ...withoutNull(shown),
    stages: stages.map(withoutNull),
    ...(row.endedAt ? {} : await stillNeeded(reader, row.stage, stages.at(-1)?.minutes ?? 0, new Date(now))),
  };
}

async function stillNeeded(
  reader: Reader,
  stage: string,
  spent: number,
  now: Date,
): Promise<Pick<CaseReportView, 'minutesNeeded' | 'expectedEndAt'>> {
  const found = await reader.one<{ median: number | null }>(NEEDED, [stage]);
  if (!found || found.median === null) return {};
  const minutesNeeded = Math.max(found.median - spent, 0);
  return { minutesNeeded, expectedEndAt: new Date(now.getTime() + minutesNeeded * 60_000).toISOString() };
}

function withoutNull<R extends object>(row: R): R {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as R;
}
