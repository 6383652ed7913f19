import { Controller, type Type } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import type { ExportCancelling, ExportContracts, ExportView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { Export } from './export.js';
import { viewOf } from './export.view.js';

export function cancelsExport({ CancelExport }: ExportContracts): Type {
  @Controller()
  class CancelExportHandler {
    constructor(private readonly em: EntityManager) {}

    @Handles(CancelExport)
    async handle({ exportId, version }: ExportCancelling, by: Actor): Promise<ExportView> {
      const asked = await this.em.findOne(Export, { id: exportId, askedBy: by.id });
      if (!asked) throw refuse.notFound('export.not-found', '没有您的这次导出，请核对编号。');
      await load(this.em, Export, exportId, version);
      asked.cancel(now());
      return viewOf(asked);
    }
  }
  return CancelExportHandler;
}
