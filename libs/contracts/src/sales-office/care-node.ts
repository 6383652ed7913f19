import { Day, Id, Instant, Int, OneOf, Parts, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';
import { careNodeKinds } from './events.js';

export const careNodeStates = ['DUE', 'COMPLETED', 'CANCELLED'] as const;
export const contactChannels = ['CALL', 'SMS'] as const;

export class CareContact {
  @OneOf(contactChannels) channel!: string;
  @Instant() at!: string;
  @Text({ description: '联系人' }) by!: string;
  @Id({ optional: true }) callId?: string;
  @Text({ max: 1000 }) note!: string;
}

/** 项目中期维护: one contact that a buyer is owed at a fixed node. */
export class CareNodeView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(careNodeStates) state!: string;
  @OneOf(careNodeKinds) kind!: string;
  @Text({ optional: true, max: 60, description: "节点名称 of a project's own node" }) title?: string;
  @Text() projectId!: string;
  @Text({ description: '房号' }) room!: string;
  @Id() subscriptionId!: string;
  @Id() partyId!: string;
  @Text({ description: '销售代表' }) consultantId!: string;
  @Day({ description: '到期日' }) dueOn!: string;
  @Parts(() => CareContact) contacts!: CareContact[];
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

const readers = [
  Role.SALES_CONSULTANT,
  Role.INVENTORY_CONTROLLER,
  Role.SALES_SUPERVISOR,
  Role.SALES_MANAGER,
  Role.CUSTOMER_SERVICE_DEPT,
] as const;

/** A call completes the node; an SMS is noted and leaves it due, until the loan notice, for which either will do. */
export class LogCareContact {
  static readonly subject = 'cmd.sales-office.care-node.log-contact';
  static readonly http = 'POST /care-nodes/:careNodeId/log-contact';
  static readonly roles = [Role.SALES_CONSULTANT, Role.SALES_SUPERVISOR, Role.CUSTOMER_SERVICE_DEPT] as const;
  static readonly reply = CareNodeView;
  static readonly summary = '维护节点:记录电话/短信';

  @Id() careNodeId!: string;
  @Version() version!: number;
  @OneOf(contactChannels) channel!: string;
  /** Now unless told. */
  @Instant({ optional: true }) at?: string;
  /** The record of the call, where telephony made one. */
  @Id({ optional: true }) callId?: string;
  @Text({ max: 1000 }) note!: string;
}

export class GetCareNode {
  static readonly subject = 'qry.sales-office.care-node.get';
  static readonly http = 'GET /care-nodes/:careNodeId';
  static readonly roles = readers;
  static readonly reply = CareNodeView;
  static readonly summary = '维护节点:一个';

  @Id() careNodeId!: string;
}

export class FindCareNodes extends PageQuery {
  static readonly subject = 'qry.sales-office.care-node.find';
  static readonly http = 'GET /care-nodes';
  static readonly roles = readers;
  static readonly reply = pageOf(CareNodeView);
  static readonly summary = '维护节点:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(careNodeStates, { optional: true }) state?: string;
  @OneOf(careNodeKinds, { optional: true }) kind?: string;
  @Id({ optional: true }) subscriptionId?: string;
}
