import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindClubMembers, type ClubMemberView, type PageOf } from '@linli/contracts';
import { clubMembers, viewOfClubMember, type ClubMemberRow } from './club-member.view.js';

@Controller()
export class FindClubMembersHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindClubMembers)
  async handle({ projectId, cursor, limit }: FindClubMembers, by: Actor): Promise<PageOf<ClubMemberView>> {
    return page(this.reader, {
      select: clubMembers,
      where: { 'm.project_id = ?': projectId, 'm.project_id = any(?)': by.seesAll ? undefined : by.projects },
      newestFirst: 'm.id',
      cursor,
      limit,
      view: (row: ClubMemberRow) => viewOfClubMember(row, row),
    });
  }
}
