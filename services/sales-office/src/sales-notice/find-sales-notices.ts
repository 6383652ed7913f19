import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindSalesNotices, type PageOf, type SalesNoticeView } from '@linli/contracts';
import { ownBook } from '../prospect/book.js';
import { given } from '../sales-registers/registers.js';
import { columns, instant } from '../view/rows.js';

const NOTICE = `${columns('n', 'id kind projectId subjectId room consultantId text')}, ${instant('n.told_at')} as "toldAt",
  n.done_at is not null as done`;

@Controller()
export class FindSalesNoticesHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindSalesNotices)
  async handle(asked: FindSalesNotices, by: Actor): Promise<PageOf<SalesNoticeView>> {
    return page(this.reader, {
      select: `${NOTICE} from sales_notice n`,
      where: {
        'n.project_id = ?': asked.projectId,
        'n.kind = ?': asked.kind,
        '(n.done_at is not null) = ?': asked.done,
        'n.project_id = any(?)': by.seesAll ? undefined : by.projects,
        '(n.consultant_id is null or n.consultant_id = ?)': ownBook(by),
      },
      newestFirst: 'n.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: (row: { id: string }) => given<SalesNoticeView>(row),
    });
  }
}
