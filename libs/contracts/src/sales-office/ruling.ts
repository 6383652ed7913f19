import { Bool, Day, Id, Instant, Int, OneOf, Text, Texts } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';

export const rulingOutcomes = ['OWNER_KEEPS', 'CLAIMANT_TAKES', 'ASSIGNED'] as const;

/** A line of the log of rulings (判客记录): who has the customer, on what evidence. */
export class RulingView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text() projectId!: string;
  @Id({ description: "the owner's entry in 意向客户登记表" }) prospectId!: string;
  @Instant() at!: string;
  @OneOf(rulingOutcomes, { description: '判定结果' }) outcome!: string;
  @Text() ownerId!: string;
  @Text({ description: '原销售代表' }) owner!: string;
  @Text() claimantId!: string;
  @Text({ description: '登记人' }) claimant!: string;
  @Day({ description: '保护期至' }) protectedUntil!: string;
  @Bool({ description: '已定房: a unit is held for the customer, or he has bought' }) holdsUnit!: boolean;
  @Text({ optional: true, max: 500, description: '理由 of an assignment' }) reason?: string;
  /** Whether the entries of the prospect up to this moment lead to the same outcome; an assignment is a decision and always stands. */
  @Bool({ description: '复核一致' }) agrees!: boolean;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

/** Not for consultants: from it one would learn whose customer somebody is. */
const readers = [Role.SALES_SUPERVISOR, Role.SALES_MANAGER] as const;

export class GetRuling {
  static readonly subject = 'qry.sales-office.ruling.get';
  static readonly http = 'GET /rulings/:rulingId';
  static readonly roles = readers;
  static readonly reply = RulingView;
  static readonly summary = '判客记录:一条';

  @Id() rulingId!: string;
}

export class FindRulings extends PageQuery {
  static readonly subject = 'qry.sales-office.ruling.find';
  static readonly http = 'GET /rulings';
  static readonly roles = readers;
  static readonly reply = pageOf(RulingView);
  static readonly summary = '判客记录:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @Id({ optional: true }) prospectId?: string;
  @Text({ max: 100, optional: true }) claimantId?: string;
  @OneOf(rulingOutcomes, { optional: true }) outcome?: string;
}
