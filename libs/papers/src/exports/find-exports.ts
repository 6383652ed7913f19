import { Controller, type Type } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import type { ExportContracts, ExportsQuestion, ExportView, PageOf } from '@linli/contracts';
import { exportColumns, viewOfRow } from './export.view.js';

export function findsExports({ FindExports }: ExportContracts): Type {
  @Controller()
  class FindExportsHandler {
    constructor(private readonly reader: Reader) {}

    @Answers(FindExports)
    async handle({ state, cursor, limit }: ExportsQuestion, by: Actor): Promise<PageOf<ExportView>> {
      return page(this.reader, {
        select: `${exportColumns} from export e`,
        where: { 'e.asked_by = ?': by.id, 'e.state = ?': state },
        newestFirst: 'e.id',
        cursor,
        limit,
        view: viewOfRow,
      });
    }
  }
  return FindExportsHandler;
}
