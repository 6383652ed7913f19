import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, now, whenNotUnique, type Actor } from '@linli/bus';
import { HandInDailyLog, type DailyLogView } from '@linli/contracts';
import { dayOf, plusDays, Refusal, startOfDay, type Day } from '@linli/kernel';
import { loadProject } from '../project/load-project.js';
import { DailyLog, mustHaveBegun, type DayCount } from './daily-log.js';
import { view } from './daily-log.view.js';

whenNotUnique(
  'daily_log_day',
  () =>
    new Refusal('conflict', 'daily-log.handed-in-meanwhile', '另一位值班人员刚刚交了当天的记录，请刷新后再交。', {
      retryable: true,
    }),
);

const COUNT = `select count(*) filter (where kind = 'CALL')::int as calls, count(*) filter (where kind = 'VISIT')::int as visits,
  count(*) filter (where kind = 'VISIT' and left_at is null)::int as "openVisits"
  from visit where project_id = ? and at >= ? and at < ?`;

@Controller()
export class HandInDailyLogHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(HandInDailyLog)
  async handle({ projectId, day = dayOf(now()) }: HandInDailyLog, by: Actor): Promise<DailyLogView> {
    const { dailyCutOff: cutOff } = await loadProject(this.em, projectId, by);
    mustHaveBegun(day, dayOf(now()));
    const count = await this.countOf(projectId, day);
    const before = await this.em.findOne(DailyLog, { projectId, day });
    before?.handInAgain(count);
    const log = before ?? DailyLog.handIn({ projectId, day, cutOff }, count, by.name, now());
    this.em.persist(log);
    return view(log);
  }

  private async countOf(projectId: string, day: Day): Promise<DayCount> {
    const between = [startOfDay(day).toISOString(), startOfDay(plusDays(day, 1)).toISOString()];
    const [count] = await this.em.execute<DayCount[]>(COUNT, [projectId, ...between]);
    return count!;
  }
}
