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
    return (await reportResult(this.reader, asked, by)).result;
  }
}

/** The result under its title: the same for the screen and for the paper. */
export async function reportResult(
  reader: Reader,
  asked: GetReportResult,
  by: Actor,
): Promise<{ title: string; result: ReportResultView }> {
  const scoped = scopeOf(asked, by);
  const { title, about, filters, groupBy } = await readReport(reader, asked.savedReportId, by);
  const lines = await linesOf(reader, { about: about as ReportSubject, filters, groupBy }, scoped);
  return { title, result: { about, groupBy, from: asked.from, to: asked.to, lines } };
}
