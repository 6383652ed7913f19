import { Bool, Fen, Id, Instant, Int, OneOf, Parts, Personal, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';
import { paymentMethods } from './events.js';

export const signingChecklistStates = ['OPEN', 'CHECKED'] as const;
export const checklistItemKinds = ['PAPER', 'FEE'] as const;

/** A paper to bring or a fee to pay on the day of signing. */
export class SigningItemView {
  @Int({ min: 1, max: 100 }) no!: number;
  @OneOf(checklistItemKinds, { description: '资料/费用' }) kind!: string;
  @Text({ max: 100, description: '名称' }) name!: string;
  @Fen({ optional: true, description: '金额' }) amountFen?: number;
  @Bool({ description: '已核对' }) checked!: boolean;
  @Text({ optional: true, description: '核对人' }) checkedBy?: string;
  @Instant({ optional: true }) checkedAt?: string;
}

/** 资料名单: the papers and fees of one signing, as they were checked with the customer. */
export class SigningChecklistView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(signingChecklistStates) state!: string;
  @Text({ description: '编号' }) formNo!: string;
  @Text() projectId!: string;
  @Id() subscriptionId!: string;
  @Text({ description: '房号' }) room!: string;
  @Id() partyId!: string;
  @Text({ description: '客户姓名' }) @Personal('name') customerName!: string;
  @Text() consultantId!: string;
  @OneOf(paymentMethods, { description: '付款方式' }) paymentMethod!: string;
  @Parts(() => SigningItemView, { max: 100 }) items!: SigningItemView[];
  @Texts({ max: 100, maxItems: 100, description: '还没有核对的资料和费用' }) missing!: string[];
  /** For the SMS that goes with the call. */
  @Text({ max: 2000, description: '短信资料名单' }) message!: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

export class SigningFee {
  @Text({ max: 100 }) name!: string;
  @Fen() amountFen!: number;
}

const staff = [Role.SALES_CONSULTANT, Role.INVENTORY_CONTROLLER] as const;
const readers = [...staff, Role.SALES_SUPERVISOR, Role.SALES_MANAGER, Role.FINANCE_DEPT] as const;

/** From the catalogue of the project, or of all projects, for the payment method; the amounts of fees are given here. */
export class DrawSigningChecklist {
  static readonly subject = 'cmd.sales-office.signing-checklist.draw';
  static readonly http = 'POST /signing-checklists';
  static readonly status = 201;
  static readonly roles = staff;
  static readonly reply = SigningChecklistView;
  static readonly summary = '签约资料与费用:开列';

  @Id() subscriptionId!: string;
  @OneOf(paymentMethods) paymentMethod!: string;
  @Parts(() => SigningFee, { max: 20, optional: true }) fees?: SigningFee[];
}

/** Items are checked with the customer, all at once or one after the other. */
export class CheckSigningItems {
  static readonly subject = 'cmd.sales-office.signing-checklist.check';
  static readonly http = 'POST /signing-checklists/:signingChecklistId/check';
  static readonly roles = staff;
  static readonly reply = SigningChecklistView;
  static readonly summary = '签约资料与费用:与客户核对';

  @Id() signingChecklistId!: string;
  @Version() version!: number;
  @Texts({ max: 100, maxItems: 100 }) names!: string[];
}

export class GetSigningChecklist {
  static readonly subject = 'qry.sales-office.signing-checklist.get';
  static readonly http = 'GET /signing-checklists/:signingChecklistId';
  static readonly roles = readers;
  static readonly reply = SigningChecklistView;
  static readonly summary = '签约资料与费用:一份';

  @Id() signingChecklistId!: string;
}

export class FindSigningChecklists extends PageQuery {
  static readonly subject = 'qry.sales-office.signing-checklist.find';
  static readonly http = 'GET /signing-checklists';
  static readonly roles = readers;
  static readonly reply = pageOf(SigningChecklistView);
  static readonly summary = '签约资料与费用:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(signingChecklistStates, { optional: true }) state?: string;
  @Id({ optional: true }) subscriptionId?: string;
}
