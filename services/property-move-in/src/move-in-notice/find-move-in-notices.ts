import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindMoveInNotices, type MoveInNoticeView, type PageOf } from '@linli/contracts';
import { moveInNotices, viewOfNotice, type NoticeRow } from './move-in-notice.view.js';

@Controller()
export class FindMoveInNoticesHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindMoveInNotices)
  async handle({ projectId, missing, cursor, limit }: FindMoveInNotices, by: Actor): Promise<PageOf<MoveInNoticeView>> {
    return page(this.reader, {
      select: moveInNotices,
      where: {
        'n.project_id = ?': projectId,
        'exists (select 1 from unnest(n.departments) d where d = ? and not exists (select 1 from notice_acknowledgement a where a.notice_id = n.id and a.department = d))':
          missing,
        'n.project_id = any(?)': by.seesAll ? undefined : by.projects,
      },
      newestFirst: 'n.id',
      cursor,
      limit,
      view: (row: NoticeRow) => viewOfNotice(row, row.acknowledgements),
    });
  }
}
