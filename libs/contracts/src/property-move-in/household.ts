import { Day, Id, OneOf, Text, Texts } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';

export const householdStates = ['AWAITING_HANDOVER', 'HANDED_OVER', 'CONTRACT_RESCINDED'] as const;

/** Staff of the property company and of customer service who read households and move-ins. */
export const moveInReaders = [
  Role.CUSTOMER_ASSISTANT,
  Role.CASHIER,
  Role.FILE_CLERK,
  Role.CS_SUPERVISOR,
  Role.CS_OFFICER,
  Role.CUSTOMER_SERVICE_DEPT,
  Role.MANAGER_IN_CHARGE,
] as const;

/** A unit with a signed contract, known from the sales office; its id is the unit's. */
export class HouseholdView {
  @Id() id!: string;
  @OneOf(householdStates) state!: string;
  @Text({ max: 64 }) projectId!: string;
  @Text({ max: 40, description: '房号' }) room!: string;
  @Id({ description: '业主' }) partyId!: string;
  @Id() contractId!: string;
  @Day({ description: '合同约定交付日期' }) handoverDueOn!: string;
  @Day({ optional: true, description: '交付日期' }) handoverDate?: string;
  @Texts({
    description: 'handOver before the keys are handed over, openMoveIn after, nothing once the contract is rescinded',
  })
  allowed!: string[];
}

export class GetHousehold {
  static readonly subject = 'qry.property-move-in.household.get';
  static readonly http = 'GET /households/:unitId';
  static readonly roles = moveInReaders;
  static readonly reply = HouseholdView;
  static readonly summary = '已签约房屋:一户';

  @Id() unitId!: string;
}

export class FindHouseholds extends PageQuery {
  static readonly subject = 'qry.property-move-in.household.find';
  static readonly http = 'GET /households';
  static readonly roles = moveInReaders;
  static readonly reply = pageOf(HouseholdView);
  static readonly summary = '已签约房屋:一览,待交付或已交付';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(householdStates, { optional: true }) state?: string;
  @Text({ max: 40, optional: true, description: '房号' }) room?: string;
}
