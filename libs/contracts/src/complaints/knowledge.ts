import { Bool, Id, Instant, Int, OneOf, Parts, Sought, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { complaintCategories } from './complaint.js';
import { callDesk, callers, callLeads, callReaders } from './phone-roles.js';

export const knowledgeStates = ['DRAFT', 'PUBLISHED', 'RETIRED'] as const;

/** 问题及其解决方法: a problem that was met, and what solved it. */
export class KnowledgeArticleView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(knowledgeStates) state!: string;
  @OneOf(complaintCategories, { description: '类别' }) category!: string;
  @Text({ description: '标题' }) title!: string;
  @Text({ max: 2000, description: '问题' }) problem!: string;
  @Text({ max: 4000, description: '解决方法' }) solution!: string;
  @Text({ description: '撰写人' }) writtenBy!: string;
  @Instant() writtenAt!: string;
  @Int({ description: '有用' }) useful!: number;
  @Int({ description: '无用' }) useless!: number;
  @Int({ description: '已解决的投诉' }) solved!: number;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

class KnowledgeText {
  @OneOf(complaintCategories) category!: string;
  @Text({ max: 100 }) title!: string;
  @Text({ max: 2000 }) problem!: string;
  @Text({ max: 4000 }) solution!: string;
}

export class WriteKnowledgeArticle extends KnowledgeText {
  static readonly subject = 'cmd.complaints.knowledge-article.write';
  static readonly http = 'POST /knowledge';
  static readonly status = 201;
  static readonly roles = callDesk;
  static readonly reply = KnowledgeArticleView;
  static readonly summary = '问题及解决方法:撰写';
}

export class ReviseKnowledgeArticle extends KnowledgeText {
  static readonly subject = 'cmd.complaints.knowledge-article.revise';
  static readonly http = 'POST /knowledge/:knowledgeArticleId/revise';
  static readonly roles = callDesk;
  static readonly reply = KnowledgeArticleView;
  static readonly summary = '问题及解决方法:修改';

  @Id() knowledgeArticleId!: string;
  @Version() version!: number;
}

/** Only what a leader has published is found and suggested. */
export class PublishKnowledgeArticle {
  static readonly subject = 'cmd.complaints.knowledge-article.publish';
  static readonly http = 'POST /knowledge/:knowledgeArticleId/publish';
  static readonly roles = callLeads;
  static readonly reply = KnowledgeArticleView;
  static readonly summary = '问题及解决方法:发布';

  @Id() knowledgeArticleId!: string;
  @Version() version!: number;
}

export class RetireKnowledgeArticle {
  static readonly subject = 'cmd.complaints.knowledge-article.retire';
  static readonly http = 'POST /knowledge/:knowledgeArticleId/retire';
  static readonly roles = callLeads;
  static readonly reply = KnowledgeArticleView;
  static readonly summary = '问题及解决方法:停用';

  @Id() knowledgeArticleId!: string;
  @Version() version!: number;
}

/** One vote a person, which he may change. */
export class VoteOnKnowledgeArticle {
  static readonly subject = 'cmd.complaints.knowledge-article.vote';
  static readonly http = 'POST /knowledge/:knowledgeArticleId/vote';
  static readonly roles = callers;
  static readonly reply = KnowledgeArticleView;
  static readonly summary = '问题及解决方法:评价';

  @Id() knowledgeArticleId!: string;
  @Version() version!: number;
  @Bool({ description: '有用' }) useful!: boolean;
}

/** "Solved with this": links the article to the case, once. */
export class SolveWithKnowledgeArticle {
  static readonly subject = 'cmd.complaints.knowledge-article.solve';
  static readonly http = 'POST /knowledge/:knowledgeArticleId/solve';
  static readonly roles = callDesk;
  static readonly reply = KnowledgeArticleView;
  static readonly summary = '问题及解决方法:用它解决了这件投诉';

  @Id() knowledgeArticleId!: string;
  @Version() version!: number;
  @Id() complaintId!: string;
}

export class GetKnowledgeArticle {
  static readonly subject = 'qry.complaints.knowledge-article.get';
  static readonly http = 'GET /knowledge/:knowledgeArticleId';
  static readonly roles = callReaders;
  static readonly reply = KnowledgeArticleView;
  static readonly summary = '问题及解决方法:一篇';

  @Id() knowledgeArticleId!: string;
}

export class FindKnowledgeArticles extends PageQuery {
  static readonly subject = 'qry.complaints.knowledge-article.find';
  static readonly http = 'GET /knowledge';
  static readonly roles = callReaders;
  static readonly reply = pageOf(KnowledgeArticleView);
  static readonly summary = '问题及解决方法:查找';

  @Sought('words') words?: string;
  @OneOf(complaintCategories, { optional: true }) category?: string;
  @OneOf(knowledgeStates, { optional: true, description: 'PUBLISHED unless told' }) state?: string;
  /** Those that solved this case. */
  @Id({ optional: true }) complaintId?: string;
}

export class KnowledgeSuggestionsView {
  @Parts(() => KnowledgeArticleView, { max: 5 }) suggestions!: KnowledgeArticleView[];
}

/** While a case is written: the five articles that share most words with its text, those that solved most first among equals. */
export class GetKnowledgeSuggestions {
  static readonly subject = 'qry.complaints.knowledge-article.suggest';
  static readonly http = 'GET /knowledge-suggestions';
  static readonly roles = callReaders;
  static readonly reply = KnowledgeSuggestionsView;
  static readonly summary = '问题及解决方法:登记投诉时的建议';

  @Text({ max: 500, description: '已写的投诉内容' }) text!: string;
  @OneOf(complaintCategories, { optional: true }) category?: string;
}

export const tipStates = ['POSTED', 'WITHDRAWN'] as const;

export class TipReply {
  @Instant() at!: string;
  @Text() by!: string;
  @Text({ max: 1000 }) text!: string;
}

/** 服务秘诀: what a colleague has found to work; the others answer and vote. */
export class TipView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(tipStates) state!: string;
  @Text({ description: '服务技能' }) skill!: string;
  @Text({ description: '标题' }) title!: string;
  @Text({ max: 4000, description: '内容' }) body!: string;
  @Text() postedById!: string;
  @Text({ description: '发帖人' }) postedBy!: string;
  @Instant() postedAt!: string;
  @Parts(() => TipReply, { description: '回帖' }) replies!: TipReply[];
  @Int({ description: '赞' }) likes!: number;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

export class PostTip {
  static readonly subject = 'cmd.complaints.tip.post';
  static readonly http = 'POST /tips';
  static readonly status = 201;
  static readonly roles = callers;
  static readonly reply = TipView;
  static readonly summary = '服务秘诀:发帖';

  @Text({ max: 60 }) skill!: string;
  @Text({ max: 100 }) title!: string;
  @Text({ max: 4000 }) body!: string;
}

export class ReplyToTip {
  static readonly subject = 'cmd.complaints.tip.reply';
  static readonly http = 'POST /tips/:tipId/reply';
  static readonly roles = callers;
  static readonly reply = TipView;
  static readonly summary = '服务秘诀:回帖';

  @Id() tipId!: string;
  @Version() version!: number;
  @Text({ max: 1000 }) text!: string;
}

/** Once a person. */
export class LikeTip {
  static readonly subject = 'cmd.complaints.tip.like';
  static readonly http = 'POST /tips/:tipId/like';
  static readonly roles = callers;
  static readonly reply = TipView;
  static readonly summary = '服务秘诀:点赞';

  @Id() tipId!: string;
  @Version() version!: number;
}

/** By who posted it, or by who leads the desk. */
export class WithdrawTip {
  static readonly subject = 'cmd.complaints.tip.withdraw';
  static readonly http = 'POST /tips/:tipId/withdraw';
  static readonly roles = callers;
  static readonly reply = TipView;
  static readonly summary = '服务秘诀:撤下';

  @Id() tipId!: string;
  @Version() version!: number;
}

export class GetTip {
  static readonly subject = 'qry.complaints.tip.get';
  static readonly http = 'GET /tips/:tipId';
  static readonly roles = callReaders;
  static readonly reply = TipView;
  static readonly summary = '服务秘诀:一帖';

  @Id() tipId!: string;
}

export class FindTips extends PageQuery {
  static readonly subject = 'qry.complaints.tip.find';
  static readonly http = 'GET /tips';
  static readonly roles = callReaders;
  static readonly reply = pageOf(TipView);
  static readonly summary = '服务秘诀:查找';

  @Sought('words') words?: string;
  @Text({ max: 60, optional: true, min: 1 }) skill?: string;
}
