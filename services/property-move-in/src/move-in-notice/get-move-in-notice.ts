import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetMoveInNotice, type MoveInNoticeView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { moveInNotices, viewOfNotice, type NoticeRow } from './move-in-notice.view.js';

@Controller()
export class GetMoveInNoticeHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetMoveInNotice)
  async handle({ noticeId }: GetMoveInNotice, by: Actor): Promise<MoveInNoticeView> {
    const row = await this.reader.one<NoticeRow>(`select ${moveInNotices} where n.id = $1`, [noticeId]);
    if (!row || !by.sees(row.projectId))
      throw refuse.notFound('move-in-notice.not-found', '没有这份入住知会单，请核对编号。');
    return viewOfNotice(row, row.acknowledgements);
  }
}
