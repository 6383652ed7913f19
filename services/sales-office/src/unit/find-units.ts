import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindUnits, type PageOf, type UnitView } from '@linli/contracts';
import { unitColumns, viewOfRow } from './unit.view.js';

@Controller()
export class FindUnitsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindUnits)
  async handle({ projectId, building, state, room, cursor, limit }: FindUnits, by: Actor): Promise<PageOf<UnitView>> {
    return page(this.reader, {
      select: `${unitColumns} from unit u`,
      where: {
        'u.project_id = ?': projectId,
        'u.building = ?': building,
        'u.state = ?': state,
        'u.room = ?': room,
        'u.project_id = any(?)': by.seesAll ? undefined : by.projects,
      },
      newestFirst: 'u.id',
      cursor,
      limit,
      view: viewOfRow,
    });
  }
}
