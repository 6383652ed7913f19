import { Day, Fen, Id, Ids, Int, OneOf, Text } from '../fields.js';

export const paymentMethods = ['LUMP_SUM', 'INSTALMENTS', 'MORTGAGE', 'PROVIDENT_FUND', 'COMBINED'] as const;
export const careNodeKinds = [
  'THREE_DAYS_AFTER_SUBSCRIPTION',
  'DAY_BEFORE_SIGNING',
  'SEVEN_DAYS_AFTER_SIGNING',
  'CONTRACT_FILED',
  'LOAN_DISBURSED',
  'OTHER',
] as const;

/** A 房位确认单 holds the unit. */
export class UnitReserved {
  static readonly subject = 'evt.sales-office.unit.reserved';
  @Id() unitId!: string;
  @Text({ max: 64 }) projectId!: string;
  @Text({ max: 40 }) room!: string;
  @Id() confirmationId!: string;
  @Id() partyId!: string;
}

/** Finance has the money: with a 定金 the unit is sold, with a 订金 it stays reserved. */
export class DepositConfirmed {
  static readonly subject = 'evt.sales-office.unit-confirmation.deposit-confirmed';
  @Id() confirmationId!: string;
  @Id() unitId!: string;
  @Text({ max: 64 }) projectId!: string;
  @Id() partyId!: string;
  @OneOf(['EARNEST_MONEY', 'BOOKING_FEE']) depositKind!: string;
}

/** Finance confirmed the deposit: the unit is sold. */
export class UnitSold {
  static readonly subject = 'evt.sales-office.unit.sold';
  @Id() unitId!: string;
  @Text({ max: 64 }) projectId!: string;
  @Text({ max: 40 }) room!: string;
  @Id() confirmationId!: string;
  @Id() partyId!: string;
}

/** The hold ended without a sale. */
export class UnitFreed {
  static readonly subject = 'evt.sales-office.unit.freed';
  @Id() unitId!: string;
  @Text({ max: 64 }) projectId!: string;
  @Text({ max: 40 }) room!: string;
}

/** 解除合同: the sale is off, approved and carried out; the unit is free again. */
export class ContractRescinded {
  static readonly subject = 'evt.sales-office.contract.rescinded';
  @Id() contractId!: string;
  @Id() subscriptionId!: string;
  @Id() unitId!: string;
  @Text({ max: 64 }) projectId!: string;
  @Id() partyId!: string;
  @Day() rescindedOn!: string;
}

/** 换房: the buyer has another unit; the one before is free again. */
export class UnitChanged {
  static readonly subject = 'evt.sales-office.subscription.unit-changed';
  @Id() subscriptionId!: string;
  @Text({ max: 64 }) projectId!: string;
  @Id() partyId!: string;
  @Id() fromUnitId!: string;
  @Id() unitId!: string;
  @Text({ max: 40 }) room!: string;
}

/** The 认购书 is signed. */
export class Subscribed {
  static readonly subject = 'evt.sales-office.subscription.subscribed';
  @Id() subscriptionId!: string;
  @Id() unitId!: string;
  @Text({ max: 64 }) projectId!: string;
  @Text({ max: 40 }) room!: string;
  @Id() partyId!: string;
  @Text({ max: 100 }) consultantId!: string;
  @Day() subscribedOn!: string;
  @Day() signBy!: string;
}

export class SubscriptionCancelled {
  static readonly subject = 'evt.sales-office.subscription.cancelled';
  @Id() subscriptionId!: string;
  @Id() unitId!: string;
  @Text({ max: 64 }) projectId!: string;
  @Id() partyId!: string;
}

/** The day of signing is set, or moved: the later fact replaces the earlier one. */
export class SigningScheduled {
  static readonly subject = 'evt.sales-office.subscription.signing-scheduled';
  @Id() subscriptionId!: string;
  @Text({ max: 64 }) projectId!: string;
  @Id() partyId!: string;
  @Day() signingOn!: string;
}

/** One of the fixed nodes is due: staff call, and a message with the list of papers goes out. */
export class CareNodeDue {
  static readonly subject = 'evt.sales-office.care-node.due';
  @Id() nodeId!: string;
  @OneOf(careNodeKinds) kind!: string;
  @Text({ max: 64 }) projectId!: string;
  @Id() partyId!: string;
  @Id() subscriptionId!: string;
}

/** The purchase contract is signed. */
export class ContractSigned {
  static readonly subject = 'evt.sales-office.contract.signed';
  @Id() contractId!: string;
  @Text({ max: 60 }) contractNo!: string;
  @Id() subscriptionId!: string;
  @Id() unitId!: string;
  @Text({ max: 64 }) projectId!: string;
  @Text({ max: 40 }) room!: string;
  @Id() partyId!: string;
  @Ids({ max: 20 }) coBuyerPartyIds!: string[];
  @OneOf(paymentMethods) paymentMethod!: string;
  @Fen() totalPriceFen!: number;
  /** Only with a loan. */
  @Text({ max: 60, optional: true }) loanBank?: string;
  @Text({ max: 60, optional: true }) loanContractNo?: string;
  @Fen({ optional: true }) loanAmountFen?: number;
  @Day() signedOn!: string;
  @Day() handoverDueOn!: string;
}

export class ContractFiled {
  static readonly subject = 'evt.sales-office.contract.filed';
  @Id() contractId!: string;
  @Id() unitId!: string;
  @Text({ max: 64 }) projectId!: string;
  @Id() partyId!: string;
  @Day() filedOn!: string;
}

export class LoanDisbursed {
  static readonly subject = 'evt.sales-office.contract.loan-disbursed';
  @Id() contractId!: string;
  @Id() unitId!: string;
  @Text({ max: 64 }) projectId!: string;
  @Id() partyId!: string;
  @Day() disbursedOn!: string;
}

/** 主管部门: who may own the customer relations of a project. */
export const ownerDepartments = ['PROJECT_DEPT', 'CUSTOMER_AFFAIRS_DEPT'] as const;

/** There is a project of this code. A project from before this was told is announced once, with the day of its 封盘. */
export class ProjectOpened {
  static readonly subject = 'evt.sales-office.project.opened';
  @Text({ max: 64 }) projectId!: string;
  @OneOf(ownerDepartments) ownerDepartment!: string;
  @Day({ optional: true }) salesClosedOn?: string;
}

/** 封盘: customer relations pass from the project department to customer affairs. */
export class ProjectSalesClosed {
  static readonly subject = 'evt.sales-office.project.sales-closed';
  @Text({ max: 64 }) projectId!: string;
  @Day() closedOn!: string;
  /** Who owns customer relations from now on: customer affairs unless told. */
  @OneOf(ownerDepartments, { optional: true }) ownerDepartment?: string;
}

/** A consultant met as many collisions within an hour as are allowed: he may be guessing phones of colleagues' customers. */
export class CollisionGuessingSuspected {
  static readonly subject = 'evt.sales-office.ruling.guessing-suspected';
  @Text({ max: 100 }) consultantId!: string;
  @Text({ max: 64 }) projectId!: string;
  @Int({ description: 'collisions within the hour' }) attempts!: number;
}
