import { Controller, type Type } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import type { ExportContracts, ExportReading, ExportView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { exportColumns, viewOfRow, type ExportRow } from './export.view.js';

export function getsExport({ GetExport }: ExportContracts): Type {
  @Controller()
  class GetExportHandler {
    constructor(private readonly reader: Reader) {}

    @Answers(GetExport)
    async handle({ exportId }: ExportReading, by: Actor): Promise<ExportView> {
      const row = await this.reader.one<ExportRow>(
        `select ${exportColumns} from export e where e.id = $1 and e.asked_by = $2`,
        [exportId, by.id],
      );
      if (!row) throw refuse.notFound('export.not-found', '没有您的这次导出，请核对编号。');
      return viewOfRow(row);
    }
  }
  return GetExportHandler;
}
