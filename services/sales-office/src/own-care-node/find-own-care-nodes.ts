import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindOwnCareNodes, type PageOf, type OwnCareNodeView } from '@linli/contracts';
import { ownCareNodeColumns, viewOfRow } from './own-care-node.view.js';

@Controller()
export class FindOwnCareNodesHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindOwnCareNodes)
  async handle(asked: FindOwnCareNodes, by: Actor): Promise<PageOf<OwnCareNodeView>> {
    return page(this.reader, {
      select: `${ownCareNodeColumns} from own_care_node w`,
      where: {
        'w.project_id = ?': asked.projectId,
        'w.state = ?': asked.state,
        'w.project_id = any(?)': by.seesAll ? undefined : by.projects,
      },
      newestFirst: 'w.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: viewOfRow,
    });
  }
}
