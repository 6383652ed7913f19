import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { ReportPart } from '@linli/contracts';
import { refuse, type Day } from '@linli/kernel';
import { DailyLog } from '../daily-log/daily-log.js';
import { DealFile } from '../deal-file/deal-file.js';
import type { DealFileState } from '../deal-file/deal-file.workflow.js';
import { partOf, partsWithin, type ReportKind } from '../report-duty/period.js';
import { ReportDuty } from '../report-duty/report-duty.js';
import { SalesAnalysis } from '../sales-analysis/sales-analysis.js';
import { SalesReport } from './sales-report.js';

const monthlyAnalyses = ['TRAFFIC', 'DEALS', 'CANCELLATIONS'] as const;

interface Period {
  readonly from: Day;
  readonly to: Day;
}

/** The chain: what a report is made from has to be confirmed before [REQ-100, 103]. */
@Injectable()
export class ReportParts {
  constructor(private readonly em: EntityManager) {}

  /** Refuses `sales-report.log-not-confirmed` and `sales-report.parts-missing`, naming the days or the weeks. */
  async of(projectId: string, kind: ReportKind, period: Period): Promise<ReportPart[]> {
    await this.mustHaveDealFiles(projectId, kind, period);
    if (kind === 'MONTHLY_SALES') await this.mustBeAnalysed(projectId, period);
    if (kind === 'DAILY_STATISTICS') await this.mustHaveLog(projectId, period.to);
    const part = partOf[kind];
    if (!part) return [];
    const duty = await this.em.findOne(ReportDuty, { projectId, kind: part });
    if (!duty) throw refuse.rule('sales-report.parts-without-duty', '所依据的报表还没有责任人，请先指定。', { part });
    const owed = partsWithin(kind, period).filter((last) => last >= duty.since);
    const confirmed = await this.em.find(
      SalesReport,
      { projectId, kind: part, state: 'CONFIRMED', toOn: { $in: owed } },
      { orderBy: { toOn: 'asc' } },
    );
    const missing = owed.filter((last) => !confirmed.some(({ toOn }) => toOn === last));
    if (missing.length > 0)
      throw refuse.rule('sales-report.parts-missing', '所依据的报表还没有全部签收，请先补齐。', { part, missing });
    return confirmed.map(({ id, formNo, fromOn, toOn }) => ({ reportId: id, formNo, from: fromOn, to: toOn }));
  }

  /** 来电来访、成交、退房 are analysed every month by the sales manager [REQ-102]. */
  private async mustBeAnalysed(projectId: string, { from, to }: Period): Promise<void> {
    const found = await this.em.find(SalesAnalysis, { projectId, state: 'CONCLUDED', fromOn: from, toOn: to });
    const missing = monthlyAnalyses.filter((kind) => !found.some((analysis) => analysis.kind === kind));
    if (missing.length > 0)
      throw refuse.rule('sales-report.analyses-missing', '本月的来电来访、成交、退房分析还没有作结论，请先完成。', {
        missing,
      });
  }

  /** 成交客户档案 are filled together with the weekly report, and confirmed before the month uses them [REQ-101]. */
  private async mustHaveDealFiles(projectId: string, kind: ReportKind, { from, to }: Period): Promise<void> {
    const states = kind === 'WEEKLY_STATISTICS' ? ['DRAFT'] : kind === 'MONTHLY_SALES' ? ['DRAFT', 'FILLED'] : [];
    if (states.length === 0) return;
    const open = await this.em.find(
      DealFile,
      { projectId, signedOn: { $gte: from, $lte: to }, state: { $in: states as DealFileState[] } },
      { orderBy: { signedOn: 'asc' }, limit: 100 },
    );
    if (open.length > 0)
      throw refuse.rule('sales-report.deal-files-open', '期间内签约客户的成交客户档案还没有填写或确认，请先补齐。', {
        dealFileIds: open.map(({ id }) => id),
      });
  }

  private async mustHaveLog(projectId: string, day: Day): Promise<void> {
    if ((await this.em.count(DailyLog, { projectId, day, state: 'CONFIRMED' })) === 0)
      throw refuse.rule('sales-report.log-not-confirmed', '当天的来电来访客户记录还没有交表签收，不能做统计报表。', {
        day,
      });
  }
}
