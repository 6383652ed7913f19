import { Day, Id, Instant, Int, OneOf, Text } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { caseKinds } from './complaint.js';
import { complaintReaders } from './complaint.js';

export const caseRatingStates = ['INVITED', 'RATED', 'EXPIRED', 'WITHDRAWN'] as const;

/** 客户评价: the customer is asked once for each closing of his case, by a link that works once; his answer. */
export class CaseRatingView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(caseRatingStates) state!: string;
  @Id() complaintId!: string;
  @Text({ max: 64 }) projectId!: string;
  @Int({ min: 1, description: '第n次结案' }) round!: number;
  @Instant({ description: '邀请时间' }) invitedAt!: string;
  @Instant({ description: '链接有效至' }) expiresAt!: string;
  @Int({ description: '已提醒次数' }) reminders!: number;
  @Int({ min: 1, max: 5, optional: true, description: '评分' }) score?: number;
  @Text({ max: 1000, optional: true, description: '客户留言' }) remark?: string;
  @Instant({ optional: true, description: '评价时间' }) ratedAt?: string;
}

export class GetCaseRating {
  static readonly subject = 'qry.complaints.case-rating.get';
  static readonly http = 'GET /case-ratings/:ratingId';
  static readonly roles = complaintReaders;
  static readonly reply = CaseRatingView;
  static readonly summary = '客户评价:一次';

  @Id() ratingId!: string;
}

export class FindCaseRatings extends PageQuery {
  static readonly subject = 'qry.complaints.case-rating.find';
  static readonly http = 'GET /case-ratings';
  static readonly roles = complaintReaders;
  static readonly reply = pageOf(CaseRatingView);
  static readonly summary = '客户评价:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @Id({ optional: true }) complaintId?: string;
  @OneOf(caseRatingStates, { optional: true }) state?: string;
}

/** What the holder of a link sees: what was done for him, not who he is. */
export class LinkedRatingView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(caseRatingStates) state!: string;
  @OneOf(caseKinds, { description: '投诉 / 报修 / 建议 / 异议' }) kind!: string;
  @Day({ description: '受理日期' }) receivedOn!: string;
  @Day({ description: '结案日期' }) closedOn!: string;
  @Day({ description: '最后一天' }) openUntil!: string;
}

/** Without a token: who holds the link may look. */
export class GetRatingByLink {
  static readonly subject = 'qry.complaints.case-rating.by-link';
  static readonly http = 'GET /rating-links/:link';
  static readonly roles = [] as const;
  static readonly open = true;
  static readonly reply = LinkedRatingView;
  static readonly summary = '客户评价:凭链接查看,无需登录';

  @Text({ max: 64 }) link!: string;
}

/** Without a token: who holds the link may rate, once. */
export class RateByLink {
  static readonly subject = 'cmd.complaints.case-rating.rate';
  static readonly http = 'POST /rating-links/rate';
  static readonly roles = [] as const;
  static readonly open = true;
  static readonly reply = LinkedRatingView;
  static readonly summary = '客户评价:凭链接评分,一次有效';

  @Text({ max: 64 }) link!: string;
  @Int({ min: 1, max: 5, description: '评分' }) score!: number;
  @Text({ max: 1000, optional: true, description: '留言' }) remark?: string;
}

/** The secret part of the link; told to the department that is about to send it, kept by nobody. */
export class RatingLinkView {
  @Id() id!: string;
  @Text({ max: 64 }) link!: string;
}

export class GetRatingLink {
  static readonly subject = 'qry.complaints.case-rating.link';
  static readonly services = ['client-club'];
  static readonly reply = RatingLinkView;

  @Id() ratingId!: string;
}
