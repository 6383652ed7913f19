import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, type Actor } from '@linli/bus';
import { RemoveReport, type SavedReportView } from '@linli/contracts';
import { SavedReport } from './saved-report.js';
import { shown } from './saved-report.view.js';

@Controller()
export class RemoveReportHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(RemoveReport)
  async handle({ savedReportId, version }: RemoveReport, by: Actor): Promise<SavedReportView> {
    const report = await load(this.em, SavedReport, savedReportId, version);
    report.remove(by);
    return shown.of(report);
  }
}
