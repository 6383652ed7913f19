import { defineEntity, p } from '@mikro-orm/core';
import { newId } from '@linli/kernel';

const ClubMemberSchema = defineEntity({
  name: 'ClubMember',
  tableName: 'club_member',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    memberNo: p.text(),
    state: p.text(),
    projectId: p.text(),
    partyId: p.uuid(),
    phoneIndex: p.text().nullable(),
    joinedAt: p.datetime(),
  },
});

/** A member of the 客户会 of a project: a customer known elsewhere, or a person whom the club met itself. */
export class ClubMember extends ClubMemberSchema.class {
  static join(
    who: { projectId: string; partyId: string; phoneIndex: string | null },
    memberNo: string,
    joinedAt: Date,
  ): ClubMember {
    return Object.assign(new ClubMember(), { id: newId(), state: 'MEMBER', ...who, memberNo, joinedAt });
  }
}

ClubMemberSchema.setClass(ClubMember);
