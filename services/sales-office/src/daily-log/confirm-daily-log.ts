import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { ConfirmDailyLog, type DailyLogView } from '@linli/contracts';
import { DailyLog } from './daily-log.js';
import { view } from './daily-log.view.js';

@Controller()
export class ConfirmDailyLogHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ConfirmDailyLog)
  async handle({ dailyLogId, version }: ConfirmDailyLog, by: Actor): Promise<DailyLogView> {
    const log = await load(this.em, DailyLog, dailyLogId, version);
    log.confirm(by.name, now());
    return view(log);
  }
}
