import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetSavedReport, type SavedReportView } from '@linli/contracts';
import { noReport } from './saved-report.js';
import { shown } from './saved-report.view.js';

@Controller()
export class GetSavedReportHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetSavedReport)
  async handle({ savedReportId }: GetSavedReport, by: Actor): Promise<SavedReportView> {
    return readReport(this.reader, savedReportId, by);
  }
}

/** One's own report, or one that a colleague shares. Refuses `saved-report.not-found`. */
export async function readReport(reader: Reader, id: string, by: Actor): Promise<SavedReportView> {
  const row = await reader.one(
    `select ${shown.columns} from saved_report r where r.id = $1 and (r.owner_id = $2 or r.shared)`,
    [id, by.id],
  );
  if (!row) throw noReport();
  return shown.ofRow(row);
}
