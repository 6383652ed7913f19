import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindCareNodes, type CareNodeView, type PageOf } from '@linli/contracts';
import { ownBook } from '../prospect/book.js';
import { careNodeColumns, viewOfRow } from './care-node.view.js';

@Controller()
export class FindCareNodesHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindCareNodes)
  async handle(asked: FindCareNodes, by: Actor): Promise<PageOf<CareNodeView>> {
    return page(this.reader, {
      select: `${careNodeColumns} from care_node n`,
      where: {
        'n.project_id = ?': asked.projectId,
        'n.state = ?': asked.state,
        'n.kind = ?': asked.kind,
        'n.subscription_id = ?': asked.subscriptionId,
        'n.project_id = any(?)': by.seesAll ? undefined : by.projects,
        'n.consultant_id = ?': ownBook(by),
      },
      newestFirst: 'n.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: viewOfRow,
    });
  }
}
