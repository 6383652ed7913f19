import { Day, Id, Instant, Int, OneOf, Part, Parts, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';
import { analysisKinds, figureReaders, FigureSection } from './sales-figures.js';

export const salesAnalysisStates = ['DRAWN', 'CONCLUDED'] as const;

/** 营销重点和对策: what follows from the figures, who sees to it and until when. */
export class AnalysisConclusion {
  @Text({ max: 1000, description: '营销重点' }) focus!: string;
  @Text({ max: 2000, description: '对策' }) measure!: string;
  @Text({ max: 60, description: '责任人' }) owner!: string;
  @Day({ description: '完成日期' }) dueOn!: string;
  @Text({ description: '结论人' }) concludedBy!: string;
  @Instant() concludedAt!: string;
}

/** An analysis with the figures of the day it was drawn, closed by its conclusion. */
export class SalesAnalysisView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(salesAnalysisStates) state!: string;
  @Text({ description: '编号' }) formNo!: string;
  @Text() projectId!: string;
  @OneOf(analysisKinds) kind!: string;
  @Day() from!: string;
  @Day() to!: string;
  @Text({ description: '制表人' }) drawnBy!: string;
  @Instant({ description: '制表时间' }) drawnAt!: string;
  @Parts(() => FigureSection, { max: 40 }) sections!: FigureSection[];
  @Part(() => AnalysisConclusion, { optional: true, description: '结论' }) conclusion?: AnalysisConclusion;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

const analysts = [Role.SALES_SUPERVISOR, Role.SALES_MANAGER, Role.COMPANY_SALES_DEPT, Role.MARKETING_MANAGER] as const;

/** Keeps the figures of a period that has begun. The monthly report needs those of traffic, deals and cancellations, concluded. */
export class DrawSalesAnalysis {
  static readonly subject = 'cmd.sales-office.sales-analysis.draw';
  static readonly http = 'POST /sales-analyses';
  static readonly status = 201;
  static readonly roles = analysts;
  static readonly reply = SalesAnalysisView;
  static readonly summary = '销售分析:编制(分类统计、消费者、来电来访、成交、广告、构成、退房、业绩、漏斗)';

  @Text({ max: 64 }) projectId!: string;
  @OneOf(analysisKinds) kind!: string;
  @Day() from!: string;
  /** Included. */
  @Day() to!: string;
}

/** 据此确定营销重点和对策 [REQ-340]. */
export class ConcludeSalesAnalysis {
  static readonly subject = 'cmd.sales-office.sales-analysis.conclude';
  static readonly http = 'POST /sales-analyses/:salesAnalysisId/conclude';
  static readonly roles = analysts;
  static readonly reply = SalesAnalysisView;
  static readonly summary = '销售分析:结论(重点、对策、责任人、日期)';

  @Id() salesAnalysisId!: string;
  @Version() version!: number;
  @Text({ max: 1000 }) focus!: string;
  @Text({ max: 2000 }) measure!: string;
  @Text({ max: 60 }) owner!: string;
  /** Not before today. */
  @Day() dueOn!: string;
}

export class GetSalesAnalysis {
  static readonly subject = 'qry.sales-office.sales-analysis.get';
  static readonly http = 'GET /sales-analyses/:salesAnalysisId';
  static readonly roles = figureReaders;
  static readonly reply = SalesAnalysisView;
  static readonly summary = '销售分析:一份';

  @Id() salesAnalysisId!: string;
}

export class FindSalesAnalyses extends PageQuery {
  static readonly subject = 'qry.sales-office.sales-analysis.find';
  static readonly http = 'GET /sales-analyses';
  static readonly roles = figureReaders;
  static readonly reply = pageOf(SalesAnalysisView);
  static readonly summary = '销售分析:一览,还没有结论的 state=DRAWN';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(analysisKinds, { optional: true }) kind?: string;
  @OneOf(salesAnalysisStates, { optional: true }) state?: string;
}
