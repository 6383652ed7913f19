import type { Type } from '@nestjs/common';
import { AssignReportDutyHandler } from './report-duty/assign-report-duty.js';
import { ConcludeSalesAnalysisHandler } from './sales-analysis/conclude-sales-analysis.js';
import { DecidePenaltyHandler } from './report-penalty/decide-penalty.js';
import { DecideSalesReportHandler } from './sales-report/decide-sales-report.js';
import { DrawSalesAnalysisHandler } from './sales-analysis/draw-sales-analysis.js';
import { Figures } from './sales-figures/figures.js';
import { FindReportDutiesHandler } from './report-duty/find-report-duties.js';
import { FindReportPenaltiesHandler } from './report-penalty/find-report-penalties.js';
import { FindSalesAnalysesHandler } from './sales-analysis/find-sales-analyses.js';
import { FindSalesReportsHandler } from './sales-report/find-sales-reports.js';
import { GetReportDutyHandler } from './report-duty/get-report-duty.js';
import { GetReportPenaltyHandler } from './report-penalty/get-report-penalty.js';
import { GetSalesAnalysisHandler } from './sales-analysis/get-sales-analysis.js';
import { GetSalesFiguresHandler } from './sales-figures/get-sales-figures.js';
import { GetSalesReportHandler } from './sales-report/get-sales-report.js';
import { HandInSalesReportHandler } from './sales-report/hand-in-sales-report.js';
import { NextDue } from './report-duty/next-due.js';
import { ReassignReportDutyHandler } from './report-duty/reassign-report-duty.js';
import { VisitCounter } from './sales-figures/visit-counter.js';
import { ReportParts } from './sales-report/report-parts.js';
import { opensPenalties } from './report-penalty/open-penalty-when-late.js';

/** What this department counts, reports and analyses. */
export const reporting: readonly Type[] = [
  // sales-figures: what the entries say now
  GetSalesFiguresHandler,
  // sales-analysis: closed by a conclusion
  DrawSalesAnalysisHandler,
  ConcludeSalesAnalysisHandler,
  GetSalesAnalysisHandler,
  FindSalesAnalysesHandler,
  // report-duty, sales-report, report-penalty: 日报、周报、月报
  AssignReportDutyHandler,
  ReassignReportDutyHandler,
  GetReportDutyHandler,
  FindReportDutiesHandler,
  HandInSalesReportHandler,
  DecideSalesReportHandler,
  GetSalesReportHandler,
  FindSalesReportsHandler,
  ...opensPenalties,
  DecidePenaltyHandler,
  GetReportPenaltyHandler,
  FindReportPenaltiesHandler,
];

/** What they share. */
export const reportingParts: readonly Type[] = [Figures, VisitCounter, ReportParts, NextDue];
