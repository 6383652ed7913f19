import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetCaseBreakdown, type ReportResultView } from '@linli/contracts';
import { scopeOf } from './period.js';
import { checkQuestion, linesOf } from './report-query.js';

@Controller()
export class GetCaseBreakdownHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetCaseBreakdown)
  handle(asked: GetCaseBreakdown, by: Actor): Promise<ReportResultView> {
    return caseBreakdown(this.reader, asked, by);
  }
}

/** 投诉统计: the same for the screen and for the paper. */
export async function caseBreakdown(reader: Reader, asked: GetCaseBreakdown, by: Actor): Promise<ReportResultView> {
  const question = { about: 'CASES', filters: [], groupBy: [asked.by] } as const;
  checkQuestion(question);
  const lines = await linesOf(reader, question, scopeOf(asked, by));
  return { about: 'CASES', groupBy: [asked.by], from: asked.from, to: asked.to, lines };
}
