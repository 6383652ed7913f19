import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindProjectPlacements, type PageOf, type ProjectPlacementView } from '@linli/contracts';
import { placementColumns, viewOfRow, type ProjectPlacementRow } from './project-placement.view.js';

@Controller()
export class FindProjectPlacementsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindProjectPlacements)
  async handle({ projectId, cursor, limit }: FindProjectPlacements, by: Actor): Promise<PageOf<ProjectPlacementView>> {
    return page(this.reader, {
      select: `${placementColumns} from project_placement p`,
      where: { 'p.project_id = ?': projectId, 'p.project_id = any(?)': by.seesAll ? undefined : by.projects },
      newestFirst: 'p.id',
      cursor,
      limit,
      view: (row: ProjectPlacementRow) => viewOfRow(row),
    });
  }
}
