import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindSigningChecklists, type PageOf, type SigningChecklistView } from '@linli/contracts';
import { ownBook } from '../prospect/book.js';
import { signingChecklistColumns, viewOfRow } from './signing-checklist.view.js';

@Controller()
export class FindSigningChecklistsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindSigningChecklists)
  async handle(asked: FindSigningChecklists, by: Actor): Promise<PageOf<SigningChecklistView>> {
    return page(this.reader, {
      select: `${signingChecklistColumns} from signing_checklist l`,
      where: {
        'l.project_id = ?': asked.projectId,
        'l.state = ?': asked.state,
        'l.subscription_id = ?': asked.subscriptionId,
        'l.project_id = any(?)': by.seesAll ? undefined : by.projects,
        'l.consultant_id = ?': ownBook(by),
      },
      newestFirst: 'l.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: viewOfRow,
    });
  }
}
