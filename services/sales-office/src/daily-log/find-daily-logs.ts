import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindDailyLogs, type PageOf, type DailyLogView } from '@linli/contracts';
import { dailyLogColumns, viewOfRow } from './daily-log.view.js';

@Controller()
export class FindDailyLogsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindDailyLogs)
  async handle(asked: FindDailyLogs, by: Actor): Promise<PageOf<DailyLogView>> {
    return page(this.reader, {
      select: `${dailyLogColumns} from daily_log d`,
      where: {
        'd.project_id = ?': asked.projectId,
        'd.state = ?': asked.state,
        'd.late = ?': asked.late,
        'd.project_id = any(?)': by.seesAll ? undefined : by.projects,
      },
      newestFirst: 'd.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: viewOfRow,
    });
  }
}
