import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { ConfirmSalesReport, ReturnSalesReport, type SalesReportView } from '@linli/contracts';
import { SalesReport } from './sales-report.js';
import { view } from './sales-report.view.js';

@Controller()
export class DecideSalesReportHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ConfirmSalesReport)
  async confirm({ salesReportId, version }: ConfirmSalesReport, by: Actor): Promise<SalesReportView> {
    const report = await load(this.em, SalesReport, salesReportId, version);
    report.confirm(by.id, now());
    return view(report);
  }

  @Handles(ReturnSalesReport)
  async return({ salesReportId, version, reason }: ReturnSalesReport, by: Actor): Promise<SalesReportView> {
    const report = await load(this.em, SalesReport, salesReportId, version);
    report.return(by.id, reason);
    return view(report);
  }
}
