import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, now, whenNotUnique, type Actor } from '@linli/bus';
import { HandInSalesReport, type SalesReportView } from '@linli/contracts';
import { dayOf, Refusal, refuse } from '@linli/kernel';
import { loadProject } from '../project/load-project.js';
import { periodOf, type ReportKind } from '../report-duty/period.js';
import { planReport } from '../report-duty/plan-report.js';
import { ReportDuty } from '../report-duty/report-duty.js';
import { Figures } from '../sales-figures/figures.js';
import { ReportParts } from './report-parts.js';
import { mustHaveEnded, SalesReport } from './sales-report.js';
import { view } from './sales-report.view.js';

whenNotUnique(
  'sales_report_period',
  () => new Refusal('conflict', 'sales-report.handed-in-meanwhile', '这份报表刚刚已交，请刷新。', { retryable: true }),
);

@Controller()
export class HandInSalesReportHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly figures: Figures,
    private readonly chain: ReportParts,
  ) {}

  @Handles(HandInSalesReport)
  async handle(form: HandInSalesReport, by: Actor): Promise<SalesReportView> {
    const { projectId, remark } = form;
    const kind = form.kind as ReportKind;
    await loadProject(this.em, projectId, by);
    const duty = await this.em.findOne(ReportDuty, { projectId, kind });
    if (!duty) throw refuse.rule('sales-report.no-duty', '这份报表还没有责任人，请销售经理先指定责任人和直接上级。');
    duty.mustBeHeldBy(by.id);
    const { from, to } = periodOf(kind, form.on ?? dayOf(now()));
    duty.mustCover(to);
    mustHaveEnded(to, dayOf(now()));
    const parts = await this.chain.of(projectId, kind, { from, to });
    const sections = await this.figures.of(kind, projectId, { from, to });
    const content = { parts, sections, ...(remark === undefined ? {} : { remark }) };
    const before = await this.em.findOne(SalesReport, { projectId, kind, toOn: to });
    before?.handInAgain(duty, content);
    const report = before ?? (await this.first(duty, { from, to }, content));
    this.em.persist(report);
    return view(report);
  }

  private async first(
    duty: ReportDuty,
    { from, to }: { from: string; to: string },
    content: Parameters<SalesReport['handInAgain']>[1],
  ) {
    const { dueAt } = await planReport(duty, to);
    return SalesReport.handIn(duty, { formNo: formNo('BB'), from, to, dueAt }, content, now());
  }
}
