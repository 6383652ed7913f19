import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetReportResult, type ReportResultView } from '@linli/contracts';
import { scopeOf } from '../report/period.js';
import { linesOf, type ReportSubject } from '../report/report-query.js';
import { readReport } from './get-saved-report.js';

/** The result of a saved report for the projects that the asker sees, whoever defined it. */
@Controller()
export class GetReportResultHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetReportResult)
  async handle(asked: GetReportResult, by: Actor): Promise<ReportResultView> {
    const scoped = scopeOf(asked, by);
    const { about, filters, groupBy } = await readReport(this.reader, asked.savedReportId, by);
    const lines = await linesOf(this.reader, { about: about as ReportSubject, filters, groupBy }, scoped);
    return { about, groupBy, from: asked.from, to: asked.to, lines };
  }
}
