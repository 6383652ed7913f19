import { Day, Id, Int, OneOf, Text, Texts, Version } from '../fields.js';
import { lifeReaders } from '../life.js';
import { pageOf, PageQuery } from '../message.js';
import { Role } from '../roles.js';
import { approverRoles } from './authority-matrix.js';

export const delegationStates = ['GRANTED', 'ENDED'] as const;

/** 授权委托书: who decides in the place of an absent approver, from which day to which, both included. */
export class DelegationView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(delegationStates, { description: '状态' }) state!: string;
  @OneOf(approverRoles, { description: '被代理的审批角色' }) role!: string;
  @Text({ max: 100, description: '委托人' }) absentId!: string;
  @Text({ max: 100, description: '代理人' }) standInId!: string;
  @Day({ description: '起' }) fromOn!: string;
  @Day({ description: '止' }) untilOn!: string;
  @Text({ max: 200, description: '事由' }) reason!: string;
  @Text({ max: 100, description: '登记人' }) grantedBy!: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

/** An approver names his stand-in himself; for one who fell ill the general manager does. */
export class GrantDelegation {
  static readonly subject = 'cmd.info-sharing.delegation.grant';
  static readonly http = 'POST /delegations';
  static readonly status = 201;
  static readonly roles = approverRoles;
  static readonly reply = DelegationView;
  static readonly summary = '授权委托书:指定代理审批人';

  @OneOf(approverRoles) role!: string;
  @Text({ max: 100, description: '代理人' }) standInId!: string;
  @Text({ min: 1, max: 100, optional: true, description: '委托人, the sender unless told' }) absentId?: string;
  @Day() fromOn!: string;
  @Day() untilOn!: string;
  @Text({ max: 200, description: '事由' }) reason!: string;
}

export class EndDelegation {
  static readonly subject = 'cmd.info-sharing.delegation.end';
  static readonly http = 'POST /delegations/:delegationId/end';
  static readonly roles = approverRoles;
  static readonly reply = DelegationView;
  static readonly summary = '授权委托书:提前收回';

  @Id() delegationId!: string;
  @Version() version!: number;
}

export class GetDelegation {
  static readonly subject = 'qry.info-sharing.delegation.get';
  static readonly http = 'GET /delegations/:delegationId';
  static readonly roles = lifeReaders;
  static readonly reply = DelegationView;
  static readonly summary = '授权委托书:查看';

  @Id() delegationId!: string;
}

export class FindDelegations extends PageQuery {
  static readonly subject = 'qry.info-sharing.delegation.find';
  static readonly http = 'GET /delegations';
  static readonly roles = lifeReaders;
  static readonly reply = pageOf(DelegationView);
  static readonly summary = '授权委托书:列表';

  @OneOf(approverRoles, { optional: true }) role?: string;
  @Text({ max: 100, optional: true, description: '委托人' }) absentId?: string;
  @Text({ max: 100, optional: true, description: '代理人' }) standInId?: string;
  @Day({ optional: true, description: 'that hold on this day' }) on?: string;
}

/** Somebody stands in for an absent approver; both days are included. */
export class DelegationGranted {
  static readonly subject = 'evt.info-sharing.delegation.granted';
  @Id() delegationId!: string;
  @OneOf(approverRoles) role!: string;
  @Text({ max: 100 }) absentId!: string;
  @Text({ max: 100 }) standInId!: string;
  @Day() fromOn!: string;
  @Day() untilOn!: string;
}

/** The stand-in's authority ended before its last day. */
export class DelegationEnded {
  static readonly subject = 'evt.info-sharing.delegation.ended';
  @Id() delegationId!: string;
}

/** Roles that may name a stand-in for somebody else. */
export const delegators: readonly Role[] = [Role.GENERAL_MANAGER, Role.LEADERSHIP];
