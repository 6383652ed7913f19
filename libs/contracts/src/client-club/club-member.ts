import { Id, Instant, Int, OneOf, Personal, ProjectCode, Text, Texts } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';

export const clubMemberStates = ['MEMBER'] as const;

const keepers = [Role.CUSTOMER_SERVICE_DEPT, Role.MARKETING_STAFF, Role.CS_MANAGER] as const;

/** A member of the 客户会. Name and phone are shown only of those whom the club itself met. */
export class ClubMemberView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text({ description: '会员号' }) memberNo!: string;
  @OneOf(clubMemberStates) state!: string;
  @Text({ max: 64 }) projectId!: string;
  @Id() partyId!: string;
  @Text({ optional: true, description: '会员姓名' }) @Personal('name') name?: string;
  @Text({ optional: true, description: '联系电话' }) @Personal('phone') phone?: string;
  @Instant({ description: '入会时间' }) joinedAt!: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

export class JoinClub {
  static readonly subject = 'cmd.client-club.club-member.join';
  static readonly http = 'POST /club-members';
  static readonly status = 201;
  static readonly roles = keepers;
  static readonly reply = ClubMemberView;
  static readonly summary = '客户会:入会;已知客户给 partyId,新朋友给姓名和电话';

  @ProjectCode() projectId!: string;
  @Id({ optional: true }) partyId?: string;
  @Text({ optional: true, max: 60 }) @Personal('name') name?: string;
  @Text({ optional: true, max: 40 }) @Personal('phone') phone?: string;
}

export class GetClubMember {
  static readonly subject = 'qry.client-club.club-member.get';
  static readonly http = 'GET /club-members/:memberId';
  static readonly roles = keepers;
  static readonly reply = ClubMemberView;
  static readonly summary = '客户会会员:一位';

  @Id() memberId!: string;
}

export class FindClubMembers extends PageQuery {
  static readonly subject = 'qry.client-club.club-member.find';
  static readonly http = 'GET /club-members';
  static readonly roles = keepers;
  static readonly reply = pageOf(ClubMemberView);
  static readonly summary = '客户会会员:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
}
