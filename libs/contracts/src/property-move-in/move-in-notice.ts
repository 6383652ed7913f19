import { Bool, Day, Id, Instant, Int, OneOf, Parts, Text, Texts } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';
import { occupantKinds } from './events.js';
import { moveInReaders } from './household.js';
import { FocusService } from './move-in-steps.js';

export const moveInNoticeStates = ['ISSUED', 'ACKNOWLEDGED'] as const;

/** Staff of any internal department, who confirm what they did on a notice. */
export const noticeReaders = [
  ...moveInReaders,
  Role.PROJECT_STAFF,
  Role.PROJECT_DEPT,
  Role.CUSTOMER_AFFAIRS_DEPT,
  Role.DEPARTMENT_HEAD,
  Role.DEPARTMENT_SUPERVISOR,
] as const;

export class NoticeAcknowledgementView {
  @Text({ max: 40, description: '部门' }) department!: string;
  @Text({ description: '签收人' }) by!: string;
  @Instant() at!: string;
  @Text({ max: 400, description: '落实情况' }) done!: string;
}

export class MoveInNoticeView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text({ description: '编号' }) noticeNo!: string;
  @OneOf(moveInNoticeStates) state!: string;
  @Id() moveInId!: string;
  @Text({ max: 64 }) projectId!: string;
  @Text({ max: 40, description: '房号' }) room!: string;
  @OneOf(occupantKinds) occupantKind!: string;
  @Bool({ description: 'VIP' }) isVip!: boolean;
  @Day({ description: '预计入住日期' }) expectedMoveInOn!: string;
  @Texts({ maxItems: 30, description: '知会部门' }) departments!: string[];
  @Parts(() => FocusService, { max: 30, description: '重点服务事项' }) focusServices!: FocusService[];
  @Text({ optional: true, max: 200, description: '搬运时间/电梯使用' }) movingWindow?: string;
  @Text({ description: '发单人' }) issuedBy!: string;
  @Instant({ description: '发单时间' }) issuedAt!: string;
  @Parts(() => NoticeAcknowledgementView, { max: 30, description: '签收/落实情况' })
  acknowledgements!: NoticeAcknowledgementView[];
  @Texts({ maxItems: 30, description: '未签收部门' }) missing!: string[];
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

export class AcknowledgeMoveInNotice {
  static readonly subject = 'cmd.property-move-in.move-in-notice.acknowledge';
  static readonly http = 'POST /move-in-notices/:noticeId/acknowledgements';
  static readonly status = 201;
  static readonly roles = noticeReaders;
  static readonly reply = MoveInNoticeView;
  static readonly summary = '入住知会单:部门签收并填写落实情况';

  @Id() noticeId!: string;
  @Text({ max: 40, description: '部门' }) department!: string;
  @Text({ max: 400, description: '落实情况' }) done!: string;
}

export class GetMoveInNotice {
  static readonly subject = 'qry.property-move-in.move-in-notice.get';
  static readonly http = 'GET /move-in-notices/:noticeId';
  static readonly roles = noticeReaders;
  static readonly reply = MoveInNoticeView;
  static readonly summary = '入住知会单:一份';

  @Id() noticeId!: string;
}

export class FindMoveInNotices extends PageQuery {
  static readonly subject = 'qry.property-move-in.move-in-notice.find';
  static readonly http = 'GET /move-in-notices';
  static readonly roles = noticeReaders;
  static readonly reply = pageOf(MoveInNoticeView);
  static readonly summary = '入住知会单:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @Text({ max: 40, optional: true, description: '未签收的部门' }) missing?: string;
}
