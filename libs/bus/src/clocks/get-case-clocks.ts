import { Controller, type Type } from '@nestjs/common';
import type { CaseClocksQuestion, CaseClocksView, ClockContracts, ClockView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import type { Actor } from '../actor.js';
import { Answers } from '../decorators.js';
import { Reader } from '../reader.js';

const instant = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

// Clocks that tell no project are for those who see the whole company.
const CLOCKS = `
select c.id, c.rule, p.title, c.cycle, c.level, c.policy_version as "policyVersion", c.escalate_to as "escalateTo",
  case when c.cancelled_at is not null then 'CANCELLED' when c.fired_at is not null then 'FIRED' when c.settled_at is not null then 'SETTLED'
    when c.paused_at is not null then 'PAUSED' else 'WAITING' end as state,
  ${instant('c.from_at')} as from, ${instant('c.due_at')} as "dueAt", ${instant('c.fired_at')} as "firedAt", ${instant('c.settled_at')} as "settledAt",
  case when c.level = 0 and c.settled_at is not null then c.settled_at <= c.due_at end as kept,
  coalesce((select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('from', ${instant('s.paused_at')}, 'to', ${instant('s.resumed_at')},
      'reason', s.reason, 'by', s.paused_by)) order by s.paused_at)
    from clock_pause s where s.rule = c.rule and s.subject_id = c.subject_id and s.cycle = c.cycle), '[]') as pauses
from clock_planned c left join clock_policy p on p.rule = c.rule and p.policy_version = c.policy_version
where c.subject_id = $1 and ($2::text[] is null or c.project_id = any($2))
order by c.due_at desc, c.level desc limit 200`;

type Row = { [F in keyof ClockView]: ClockView[F] | null };

export function getsCaseClocks({ GetCaseClocks }: ClockContracts): Type {
  @Controller()
  class GetCaseClocksHandler {
    constructor(private readonly reader: Reader) {}

    @Answers(GetCaseClocks)
    async handle({ subjectId }: CaseClocksQuestion, by: Actor): Promise<CaseClocksView> {
      const rows = await this.reader.all<Row>(CLOCKS, [subjectId, by.seesAll ? null : by.projects]);
      if (rows.length === 0) throw refuse.notFound('clock.not-found', '这件事项没有时限；请核对编号。');
      const told = (row: Row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
      return { subjectId, clocks: rows.reverse().map((row) => told(row) as unknown as ClockView) };
    }
  }
  return GetCaseClocksHandler;
}
