import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, type Actor } from '@linli/bus';
import { ReviseReport, type SavedReportView } from '@linli/contracts';
import { checkQuestion, type ReportQuestion } from '../report/report-query.js';
import { SavedReport } from './saved-report.js';
import { shown } from './saved-report.view.js';

@Controller()
export class ReviseReportHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ReviseReport)
  async handle({ savedReportId, version, ...form }: ReviseReport, by: Actor): Promise<SavedReportView> {
    checkQuestion(form as ReportQuestion);
    const report = await load(this.em, SavedReport, savedReportId, version);
    report.revise(form, by);
    return shown.of(report);
  }
}
