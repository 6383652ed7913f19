import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, now, whenNotUnique, type Actor } from '@linli/bus';
import { JoinClub, type ClubMemberView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { Party, Sealer } from '@linli/parties';
import { ClubMember } from './club-member.js';
import { viewOfClubMember } from './club-member.view.js';

for (const index of ['club_member_once', 'club_member_once_per_phone']) {
  whenNotUnique(index, () =>
    refuse.conflict('club-member.already-joined', '该客户已是本项目客户会会员，无需重复入会。'),
  );
}

@Controller()
export class JoinClubHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly sealer: Sealer,
  ) {}

  @Handles(JoinClub)
  async handle({ projectId, partyId, name, phone }: JoinClub, by: Actor): Promise<ClubMemberView> {
    by.mustSee(projectId, 'project');
    const complete = name !== undefined && phone !== undefined;
    if (partyId !== undefined ? name !== undefined || phone !== undefined : !complete) {
      throw refuse.rule('club-member.who', '请填写已知客户的 partyId，或新朋友的姓名和电话。');
    }
    const person = complete ? Party.register('client-club', { name, phone }, this.sealer, now()) : undefined;
    const who = { projectId, partyId: person?.id ?? partyId!, phoneIndex: person?.phoneIndex ?? null };
    const member = ClubMember.join(who, formNo('HY'), now());
    this.em.persist(person ? [person, member] : [member]);
    return viewOfClubMember(member, person);
  }
}
