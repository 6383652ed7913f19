import type { ClubMemberView } from '@linli/contracts';

/** A row of `clubMembers`, or the aggregate itself. */
export interface ClubMemberFacts extends Pick<
  ClubMemberView,
  'id' | 'version' | 'memberNo' | 'state' | 'projectId' | 'partyId'
> {
  readonly joinedAt: Date | string;
}

/** The person, if it was the club that met him. */
export interface MemberPerson {
  readonly nameMasked?: string | null;
  readonly phoneMasked?: string | null;
}

export type ClubMemberRow = ClubMemberFacts & MemberPerson;

/** The columns of a ClubMemberView with the tables they come from. */
export const clubMembers = `m.id, m.version, m.member_no as "memberNo", m.state, m.project_id as "projectId", m.party_id as "partyId",
  m.joined_at as "joinedAt", p.name_masked as "nameMasked", p.phone_masked as "phoneMasked"
  from club_member m left join party p on p.id = m.party_id`;

export function viewOfClubMember(facts: ClubMemberFacts, person?: MemberPerson): ClubMemberView {
  const { id, version, memberNo, state, projectId, partyId, joinedAt } = facts;
  return {
    ...{ id, version, memberNo, state, projectId, partyId, joinedAt: new Date(joinedAt).toISOString() },
    ...(person?.nameMasked ? { name: person.nameMasked } : {}),
    ...(person?.phoneMasked ? { phone: person.phoneMasked } : {}),
    allowed: [],
  };
}
