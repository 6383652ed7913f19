import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindReleaseBatches, type PageOf, type ReleaseBatchView } from '@linli/contracts';
import { releaseBatchColumns, viewOfRow } from './release-batch.view.js';

@Controller()
export class FindReleaseBatchesHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindReleaseBatches)
  async handle(asked: FindReleaseBatches, by: Actor): Promise<PageOf<ReleaseBatchView>> {
    return page(this.reader, {
      select: `${releaseBatchColumns} from release_batch b`,
      where: {
        'b.project_id = ?': asked.projectId,
        'b.project_id = any(?)': by.seesAll ? undefined : by.projects,
      },
      newestFirst: 'b.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: viewOfRow,
    });
  }
}
