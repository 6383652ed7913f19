import { Id, Int, OneOf, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';

export const careAnchors = ['SUBSCRIBED', 'SIGNED', 'FILED', 'LOAN_DISBURSED'] as const;
export const ownCareNodeStates = ['ACTIVE', 'ENDED'] as const;

/** 其它维护节点: a node that a project has of its own, so many days after a fixed event; under the same rule of channels. */
export class OwnCareNodeView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(ownCareNodeStates) state!: string;
  @Text() projectId!: string;
  @Text({ max: 60, description: '节点名称' }) name!: string;
  @OneOf(careAnchors, { description: '自何时起' }) anchor!: string;
  @Int({ max: 1000, description: '天数' }) days!: number;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

const keepers = [Role.SALES_MANAGER, Role.CUSTOMER_SERVICE_DEPT] as const;

/** Holds for sales whose event comes from now on. */
export class DefineOwnCareNode {
  static readonly subject = 'cmd.sales-office.own-care-node.define';
  static readonly http = 'POST /own-care-nodes';
  static readonly status = 201;
  static readonly roles = keepers;
  static readonly reply = OwnCareNodeView;
  static readonly summary = '维护节点:项目自定义';

  @Text({ max: 64 }) projectId!: string;
  @Text({ max: 60 }) name!: string;
  @OneOf(careAnchors) anchor!: string;
  @Int({ max: 1000 }) days!: number;
}

export class EndOwnCareNode {
  static readonly subject = 'cmd.sales-office.own-care-node.end';
  static readonly http = 'POST /own-care-nodes/:ownCareNodeId/end';
  static readonly roles = keepers;
  static readonly reply = OwnCareNodeView;
  static readonly summary = '维护节点:停用自定义节点';

  @Id() ownCareNodeId!: string;
  @Version() version!: number;
}

export class FindOwnCareNodes extends PageQuery {
  static readonly subject = 'qry.sales-office.own-care-node.find';
  static readonly http = 'GET /own-care-nodes';
  static readonly roles = [
    ...keepers,
    Role.SALES_CONSULTANT,
    Role.SALES_SUPERVISOR,
    Role.INVENTORY_CONTROLLER,
  ] as const;
  static readonly reply = pageOf(OwnCareNodeView);
  static readonly summary = '维护节点:自定义节点一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(ownCareNodeStates, { optional: true }) state?: string;
}
