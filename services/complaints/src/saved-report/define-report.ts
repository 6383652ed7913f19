import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, type Actor } from '@linli/bus';
import { DefineReport, type SavedReportView } from '@linli/contracts';
import { checkQuestion, type ReportQuestion } from '../report/report-query.js';
import { SavedReport } from './saved-report.js';
import { shown } from './saved-report.view.js';

@Controller()
export class DefineReportHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(DefineReport)
  async handle(form: DefineReport, by: Actor): Promise<SavedReportView> {
    checkQuestion(form as ReportQuestion);
    const report = SavedReport.define(form, by);
    this.em.persist(report);
    return shown.of(report);
  }
}
