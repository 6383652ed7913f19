import { Day, Decimal, Id, Instant, Int, ManyOf, OneOf, Parts, Text, Texts } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';
import { receptionSteps, VisitView } from './visit.js';

/** 接待礼仪标准. */
export const receptionStandards = ['SMILE', 'POLITE_WORDS', 'DRINKS_OFFERED', 'MATERIAL_GIVEN', 'SEEN_OFF'] as const;

/** 0 to 5 points for one of the seven steps against its standard. */
export class StepScore {
  @OneOf(receptionSteps) step!: string;
  @Int({ min: 0, max: 5 }) points!: number;
}

/** 接待评分: one sampled reception. */
export class ReceptionScoreView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text() projectId!: string;
  @Id() visitId!: string;
  @Text() consultantId!: string;
  @Text({ description: '接待人' }) consultant!: string;
  @Instant() scoredAt!: string;
  @Text({ description: '评分人' }) scoredBy!: string;
  @Parts(() => StepScore, { max: 7 }) steps!: StepScore[];
  @ManyOf(receptionStandards, { description: '达到的礼仪标准' }) standards!: string[];
  @Int({ description: 'points of 40: 35 for the steps, 5 for the standards' }) points!: number;
  @Text({ optional: true, max: 1000 }) remark?: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

const readers = [
  Role.SALES_SUPERVISOR,
  Role.SALES_MANAGER,
  Role.COMPANY_SALES_DEPT,
  Role.SATISFACTION_OFFICER,
] as const;

/** Each of the seven steps is scored, once; not by the consultant who received the customer. */
export class ScoreReception {
  static readonly subject = 'cmd.sales-office.reception-score.score';
  static readonly http = 'POST /reception-scores';
  static readonly status = 201;
  static readonly roles = [Role.SALES_SUPERVISOR, Role.SALES_MANAGER, Role.SATISFACTION_OFFICER] as const;
  static readonly reply = ReceptionScoreView;
  static readonly summary = '接待抽查:评分';

  @Id() visitId!: string;
  @Parts(() => StepScore, { max: 7 }) steps!: StepScore[];
  @ManyOf(receptionStandards) standards!: string[];
  @Text({ max: 1000, optional: true }) remark?: string;
}

export class GetReceptionScore {
  static readonly subject = 'qry.sales-office.reception-score.get';
  static readonly http = 'GET /reception-scores/:receptionScoreId';
  static readonly roles = readers;
  static readonly reply = ReceptionScoreView;
  static readonly summary = '接待抽查:一次评分';

  @Id() receptionScoreId!: string;
}

export class FindReceptionScores extends PageQuery {
  static readonly subject = 'qry.sales-office.reception-score.find';
  static readonly http = 'GET /reception-scores';
  static readonly roles = readers;
  static readonly reply = pageOf(ReceptionScoreView);
  static readonly summary = '接待抽查:评分一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @Text({ max: 100, optional: true }) consultantId?: string;
}

/** Receptions of a day drawn by lot: the same for everybody who asks, so that nobody picks them. */
export class GetReceptionSample {
  static readonly subject = 'qry.sales-office.reception-score.sample';
  static readonly http = 'GET /projects/:projectId/reception-sample';
  static readonly roles = [Role.SALES_SUPERVISOR, Role.SALES_MANAGER, Role.SATISFACTION_OFFICER] as const;
  static readonly reply = pageOf(VisitView);
  static readonly summary = '接待抽查:当日样本';

  @Text({ max: 64 }) projectId!: string;
  @Day() on!: string;
  /** 5 unless told. */
  @Int({ min: 1, max: 50, optional: true }) size?: number;
}

export class ConsultantCard {
  @Text() consultantId!: string;
  @Text({ description: '置业顾问' }) consultant!: string;
  @Int({ description: '抽查次数' }) receptions!: number;
  @Decimal({ description: '平均分, of 40' }) averagePoints!: number;
}

export class ReceptionScorecardView {
  @Text() projectId!: string;
  @Day() from!: string;
  @Day() to!: string;
  @Parts(() => ConsultantCard, { max: 200 }) consultants!: ConsultantCard[];
}

/** 接待评分汇总 by consultant over days, both included. */
export class GetReceptionScorecard {
  static readonly subject = 'qry.sales-office.reception-score.card';
  static readonly http = 'GET /projects/:projectId/reception-scorecard';
  static readonly roles = readers;
  static readonly reply = ReceptionScorecardView;
  static readonly summary = '接待抽查:评分汇总';

  @Text({ max: 64 }) projectId!: string;
  @Day() from!: string;
  @Day() to!: string;
}
