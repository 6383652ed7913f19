import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindHoldRatios, type PageOf, type HoldRatioView } from '@linli/contracts';
import { holdRatioColumns, viewOfRow } from './hold-ratio.view.js';

@Controller()
export class FindHoldRatiosHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindHoldRatios)
  async handle(asked: FindHoldRatios, by: Actor): Promise<PageOf<HoldRatioView>> {
    return page(this.reader, {
      select: `${holdRatioColumns} from hold_ratio h`,
      where: {
        'h.project_id = ?': asked.projectId,
        'h.project_id = any(?)': by.seesAll ? undefined : by.projects,
      },
      newestFirst: 'h.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: viewOfRow,
    });
  }
}
