import { approverRoles } from '../info-sharing/authority-matrix.js';
import { Day, Fen, Id, Instant, Int, OneOf, Parts, Personal, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';

export const saleChangeKinds = ['SWAP', 'CANCELLATION', 'PRICE', 'DISCOUNT', 'NAME', 'RESCISSION'] as const;
/** 退房原因. */
export const cancellationReasons = [
  'PRICE',
  'LAYOUT',
  'FUNDS',
  'LOAN_REFUSED',
  'BOUGHT_ELSEWHERE',
  'CHANGED_MIND',
  'QUALITY',
  'DELAY',
  'OTHER',
] as const;
export const saleChangeStates = ['REQUESTED', 'APPROVED', 'REJECTED', 'WITHDRAWN', 'EXECUTED'] as const;

/** 更名后的买受人, the main one first: one who is known by his party, another by name. */
export class NewBuyer {
  @Id({ optional: true }) partyId?: string;
  @Text({ max: 60, optional: true }) @Personal('name') name?: string;
  @Text({ max: 40, optional: true }) @Personal('phone') phone?: string;
  @Text({ max: 30, min: 6, optional: true }) @Personal('id-number') idNumber?: string;
}

/** 换房、退房、改价、优惠、更名: a line of 客户换房、退房一览表 or 特殊优惠客户一览表. */
export class SaleChangeView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(saleChangeStates) state!: string;
  @Text({ description: '编号' }) formNo!: string;
  @OneOf(saleChangeKinds, { description: '类别' }) kind!: string;
  @Text() projectId!: string;
  @Id() subscriptionId!: string;
  @Id() partyId!: string;
  @Text({ description: '客户姓名' }) @Personal('name') customerName!: string;
  @Text() consultantId!: string;
  @Text({ description: '销售代表' }) consultant!: string;
  @Id() unitId!: string;
  @Text({ description: '原房号' }) room!: string;
  @Fen({ description: '原成交价' }) priceFen!: number;
  @Id({ optional: true }) newUnitId?: string;
  @Text({ optional: true, description: '新房号' }) newRoom?: string;
  @Fen({ optional: true, description: '新成交价' }) newPriceFen?: number;
  @Fen({ optional: true, description: '退款金额' }) refundFen?: number;
  @Int({ optional: true, min: 1, max: 20, description: '更名后买受人人数' }) newBuyers?: number;
  @Text({ max: 500, description: '原因' }) reason!: string;
  @OneOf(cancellationReasons, { optional: true, description: '退房原因类别' }) reasonCode?: string;
  @Text({ description: '申请人' }) requestedBy!: string;
  @Instant({ description: '申请时间' }) requestedAt!: string;
  @Text({ description: '审批角色' }) approverRole!: string;
  @Int({ description: '审批权限表版本' }) matrixVersion!: number;
  @Text({ optional: true, description: '审批人' }) decidedBy?: string;
  @Instant({ optional: true }) decidedAt?: string;
  @Text({ optional: true, max: 500, description: '审批意见' }) opinion?: string;
  @Text({ optional: true, description: '执行人' }) executedBy?: string;
  @Day({ optional: true, description: '执行日期' }) executedOn?: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

const requesters = [Role.SALES_CONSULTANT, Role.INVENTORY_CONTROLLER, Role.SALES_SUPERVISOR] as const;
const readers = [
  ...new Set<Role>([...requesters, Role.SALES_MANAGER, Role.COMPANY_SALES_DEPT, Role.FINANCE_DEPT, ...approverRoles]),
];

/** 换房: the customer keeps his 认购书 and his deposit and takes another unit at its list price unless told. */
export class RequestSwap {
  static readonly subject = 'cmd.sales-office.sale-change.request-swap';
  static readonly http = 'POST /sale-changes/swaps';
  static readonly status = 201;
  static readonly roles = requesters;
  static readonly reply = SaleChangeView;
  static readonly summary = '换房:申请';

  @Id() subscriptionId!: string;
  @Id() newUnitId!: string;
  @Text({ max: 500 }) reason!: string;
}

/** 退房 before the contract: the unit is free again, and what the customer gets back is paid by finance. */
export class RequestCancellation {
  static readonly subject = 'cmd.sales-office.sale-change.request-cancellation';
  static readonly http = 'POST /sale-changes/cancellations';
  static readonly status = 201;
  static readonly roles = requesters;
  static readonly reply = SaleChangeView;
  static readonly summary = '退房:申请';

  @Id() subscriptionId!: string;
  /** Not more than finance has received; the rest is forfeited. */
  @Fen() refundFen!: number;
  @Text({ max: 500 }) reason!: string;
  /** OTHER unless told; 销售退房情况一览表 counts by it. */
  @OneOf(cancellationReasons, { optional: true }) reasonCode?: string;
}

/** 解除合同 (退房 after the contract) before the keys are out: decided as a cancellation is; what is paid back is paid by finance. */
export class RequestRescission {
  static readonly subject = 'cmd.sales-office.sale-change.request-rescission';
  static readonly http = 'POST /sale-changes/rescissions';
  static readonly status = 201;
  static readonly roles = requesters;
  static readonly reply = SaleChangeView;
  static readonly summary = '解除购房合同:申请';

  @Id() contractId!: string;
  /** Not more than finance has received; the rest is forfeited. */
  @Fen() refundFen!: number;
  @Text({ max: 500 }) reason!: string;
  /** OTHER unless told. */
  @OneOf(cancellationReasons, { optional: true }) reasonCode?: string;
}

/** A price that differs from the list: the contract is signed at the price that was agreed. */
export class RequestPriceChange {
  static readonly subject = 'cmd.sales-office.sale-change.request-price-change';
  static readonly http = 'POST /sale-changes/prices';
  static readonly status = 201;
  static readonly roles = requesters;
  static readonly reply = SaleChangeView;
  static readonly summary = '改价:申请';

  @Id() subscriptionId!: string;
  @Fen({ min: 1 }) newPriceFen!: number;
  @Text({ max: 500 }) reason!: string;
}

/** 特殊优惠, taken off the price that is agreed now. */
export class RequestDiscount {
  static readonly subject = 'cmd.sales-office.sale-change.request-discount';
  static readonly http = 'POST /sale-changes/discounts';
  static readonly status = 201;
  static readonly roles = requesters;
  static readonly reply = SaleChangeView;
  static readonly summary = '特殊优惠:申请';

  @Id() subscriptionId!: string;
  @Fen({ min: 1 }) discountFen!: number;
  @Text({ max: 500 }) reason!: string;
}

/** 更名 before the contract: who buys, the main buyer first. */
export class RequestNameChange {
  static readonly subject = 'cmd.sales-office.sale-change.request-name-change';
  static readonly http = 'POST /sale-changes/names';
  static readonly status = 201;
  static readonly roles = requesters;
  static readonly reply = SaleChangeView;
  static readonly summary = '更名:申请';

  @Id() subscriptionId!: string;
  @Parts(() => NewBuyer, { max: 20 }) buyers!: NewBuyer[];
  @Text({ max: 500 }) reason!: string;
}

/** Who may decide stands in the authority matrix; never the applicant. */
export class ApproveSaleChange {
  static readonly subject = 'cmd.sales-office.sale-change.approve';
  static readonly http = 'POST /sale-changes/:saleChangeId/approve';
  static readonly roles = approverRoles;
  static readonly reply = SaleChangeView;
  static readonly summary = '换房、退房、改价、优惠、更名:批准';

  @Id() saleChangeId!: string;
  @Version() version!: number;
  @Text({ max: 500, optional: true }) opinion?: string;
}

export class RejectSaleChange {
  static readonly subject = 'cmd.sales-office.sale-change.reject';
  static readonly http = 'POST /sale-changes/:saleChangeId/reject';
  static readonly roles = approverRoles;
  static readonly reply = SaleChangeView;
  static readonly summary = '换房、退房、改价、优惠、更名:不批准';

  @Id() saleChangeId!: string;
  @Version() version!: number;
  @Text({ max: 500 }) opinion!: string;
}

export class WithdrawSaleChange {
  static readonly subject = 'cmd.sales-office.sale-change.withdraw';
  static readonly http = 'POST /sale-changes/:saleChangeId/withdraw';
  static readonly roles = requesters;
  static readonly reply = SaleChangeView;
  static readonly summary = '换房、退房、改价、优惠、更名:撤回';

  @Id() saleChangeId!: string;
  @Version() version!: number;
}

/** Everything that the change means is done in one step: units, 房位确认单, 认购书, care and refund. */
export class ExecuteSaleChange {
  static readonly subject = 'cmd.sales-office.sale-change.execute';
  static readonly http = 'POST /sale-changes/:saleChangeId/execute';
  static readonly roles = [Role.INVENTORY_CONTROLLER] as const;
  static readonly reply = SaleChangeView;
  static readonly summary = '换房、退房、改价、优惠、更名:执行';

  @Id() saleChangeId!: string;
  @Version() version!: number;
}

export class GetSaleChange {
  static readonly subject = 'qry.sales-office.sale-change.get';
  static readonly http = 'GET /sale-changes/:saleChangeId';
  static readonly roles = readers;
  static readonly reply = SaleChangeView;
  static readonly summary = '换房、退房、改价、优惠、更名:一份';

  @Id() saleChangeId!: string;
}

export class FindSaleChanges extends PageQuery {
  static readonly subject = 'qry.sales-office.sale-change.find';
  static readonly http = 'GET /sale-changes';
  static readonly roles = readers;
  static readonly reply = pageOf(SaleChangeView);
  static readonly summary = '客户换房、退房一览表(kind=SWAP、CANCELLATION),特殊优惠客户一览表(kind=DISCOUNT)';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(saleChangeKinds, { optional: true }) kind?: string;
  @OneOf(saleChangeStates, { optional: true }) state?: string;
  @Id({ optional: true }) subscriptionId?: string;
}
