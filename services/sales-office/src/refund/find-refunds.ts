import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindRefunds, type PageOf, type RefundView } from '@linli/contracts';
import { ownBook } from '../prospect/book.js';
import { refundColumns, viewOfRow } from './refund.view.js';

@Controller()
export class FindRefundsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindRefunds)
  async handle(asked: FindRefunds, by: Actor): Promise<PageOf<RefundView>> {
    return page(this.reader, {
      select: `${refundColumns} from refund f`,
      where: {
        'f.project_id = ?': asked.projectId,
        'f.state = ?': asked.state,
        'f.project_id = any(?)': by.seesAll ? undefined : by.projects,
        'f.consultant_id = ?': ownBook(by),
      },
      newestFirst: 'f.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: viewOfRow,
    });
  }
}
