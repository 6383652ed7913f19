import { Day, Fen, Id, Instant, Int, OneOf, Personal, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';

/** BOOKED: finance has a 订金, the unit stays reserved. SOLD: finance has a 定金. */
export const confirmationStates = [
  'ISSUED',
  'DEPOSIT_RECORDED',
  'BOOKED',
  'SOLD',
  'SUBSCRIBED',
  'CANCELLED',
  'EXPIRED',
] as const;
/** 定金 and 订金: only the first one sells. */
export const depositKinds = ['EARNEST_MONEY', 'BOOKING_FEE'] as const;

/** 房位确认单. */
export class UnitConfirmationView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text({ description: '编号' }) formNo!: string;
  @OneOf(confirmationStates) state!: string;
  @Text() projectId!: string;
  @Id() unitId!: string;
  @Text({ description: '房号' }) room!: string;
  @Id() prospectId!: string;
  @Id() partyId!: string;
  @Text({ description: '客户姓名' }) @Personal('name') customerName!: string;
  @Text() consultantId!: string;
  @Text({ description: '销售代表' }) consultant!: string;
  @Instant({ description: '开具时间' }) issuedAt!: string;
  @Day({ description: '保留至: the last day it holds the unit without a 定金' }) holdUntil!: string;
  @OneOf(depositKinds, { optional: true, description: '定金/订金' }) depositKind?: string;
  @Fen({ optional: true, description: '金额' }) depositFen?: number;
  @Day({ optional: true, description: '交款日期' }) paidOn?: string;
  @Text({ optional: true, description: '收据号' }) receiptNo?: string;
  @Text({ optional: true, description: '财务确认人' }) confirmedBy?: string;
  @Day({ optional: true, description: '财务确认日期' }) confirmedOn?: string;
  @Text({ optional: true, max: 500, description: '取消原因' }) cancelReason?: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

const readers = [
  Role.SALES_CONSULTANT,
  Role.INVENTORY_CONTROLLER,
  Role.SALES_SUPERVISOR,
  Role.SALES_MANAGER,
  Role.FINANCE_DEPT,
] as const;

/** Holds the unit for the prospect. Of two for one unit exactly one is issued: `unit.already-reserved`. */
export class IssueUnitConfirmation {
  static readonly subject = 'cmd.sales-office.unit-confirmation.issue';
  static readonly http = 'POST /unit-confirmations';
  static readonly status = 201;
  static readonly roles = [Role.SALES_CONSULTANT, Role.INVENTORY_CONTROLLER] as const;
  static readonly reply = UnitConfirmationView;
  static readonly summary = '房位确认单:开具';

  @Id() unitId!: string;
  @Id() prospectId!: string;
}

export class RecordDeposit {
  static readonly subject = 'cmd.sales-office.unit-confirmation.record-deposit';
  static readonly http = 'POST /unit-confirmations/:confirmationId/record-deposit';
  static readonly roles = [Role.SALES_CONSULTANT, Role.FINANCE_DEPT] as const;
  static readonly reply = UnitConfirmationView;
  static readonly summary = '房位确认单:交定金/订金';

  @Id() confirmationId!: string;
  @Version() version!: number;
  @OneOf(depositKinds) depositKind!: string;
  @Fen({ min: 1 }) depositFen!: number;
  /** Today unless told. */
  @Day({ optional: true }) paidOn?: string;
  @Text({ max: 60, optional: true }) receiptNo?: string;
}

/** Only after this a unit with a 定金 is sold. */
export class ConfirmDeposit {
  static readonly subject = 'cmd.sales-office.unit-confirmation.confirm-deposit';
  static readonly http = 'POST /unit-confirmations/:confirmationId/confirm-deposit';
  static readonly roles = [Role.FINANCE_DEPT] as const;
  static readonly reply = UnitConfirmationView;
  static readonly summary = '房位确认单:财务确认';

  @Id() confirmationId!: string;
  @Version() version!: number;
}

export class CancelUnitConfirmation {
  static readonly subject = 'cmd.sales-office.unit-confirmation.cancel';
  static readonly http = 'POST /unit-confirmations/:confirmationId/cancel';
  static readonly roles = [Role.SALES_CONSULTANT, Role.INVENTORY_CONTROLLER, Role.SALES_MANAGER] as const;
  static readonly reply = UnitConfirmationView;
  static readonly summary = '房位确认单:取消';

  @Id() confirmationId!: string;
  @Version() version!: number;
  @Text({ max: 500 }) reason!: string;
}

export class GetUnitConfirmation {
  static readonly subject = 'qry.sales-office.unit-confirmation.get';
  static readonly http = 'GET /unit-confirmations/:confirmationId';
  static readonly roles = readers;
  static readonly reply = UnitConfirmationView;
  static readonly summary = '房位确认单:一份';

  @Id() confirmationId!: string;
}

export class FindUnitConfirmations extends PageQuery {
  static readonly subject = 'qry.sales-office.unit-confirmation.find';
  static readonly http = 'GET /unit-confirmations';
  static readonly roles = readers;
  static readonly reply = pageOf(UnitConfirmationView);
  static readonly summary = '房位确认单:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(confirmationStates, { optional: true }) state?: string;
  @Id({ optional: true }) unitId?: string;
}
