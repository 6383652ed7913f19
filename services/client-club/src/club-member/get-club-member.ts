import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetClubMember, type ClubMemberView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { clubMembers, viewOfClubMember, type ClubMemberRow } from './club-member.view.js';

@Controller()
export class GetClubMemberHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetClubMember)
  async handle({ memberId }: GetClubMember, by: Actor): Promise<ClubMemberView> {
    const row = await this.reader.one<ClubMemberRow>(`select ${clubMembers} where m.id = $1`, [memberId]);
    if (!row || !by.sees(row.projectId))
      throw refuse.notFound('club-member.not-found', '没有这位客户会会员，请核对编号。');
    return viewOfClubMember(row, row);
  }
}
