import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetDailyLog, type DailyLogView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { dailyLogColumns, viewOfRow, type DailyLogRow } from './daily-log.view.js';

@Controller()
export class GetDailyLogHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetDailyLog)
  async handle({ dailyLogId }: GetDailyLog, by: Actor): Promise<DailyLogView> {
    const row = await this.reader.one<DailyLogRow>(`select ${dailyLogColumns} from daily_log d where d.id = $1`, [
      dailyLogId,
    ]);
    if (!row || !by.sees(row.projectId)) throw refuse.notFound('daily-log.not-found', '没有这份日志，请核对编号。');
    return viewOfRow(row);
  }
}
