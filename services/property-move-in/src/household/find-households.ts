import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindHouseholds, type HouseholdView, type PageOf } from '@linli/contracts';
import { households, viewOfHousehold, type HouseholdRow } from './household.view.js';

@Controller()
export class FindHouseholdsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindHouseholds)
  async handle({ projectId, state, room, cursor, limit }: FindHouseholds, by: Actor): Promise<PageOf<HouseholdView>> {
    return page(this.reader, {
      select: households,
      where: {
        'h.project_id = ?': projectId,
        '(o.id is not null) = ?': state === undefined ? undefined : state === 'HANDED_OVER',
        '(h.rescinded_on is not null) = ?':
          state === undefined || state === 'HANDED_OVER' ? undefined : state === 'CONTRACT_RESCINDED',
        'h.room = ?': room,
        'h.project_id = any(?)': by.seesAll ? undefined : by.projects,
      },
      newestFirst: 'h.id',
      cursor,
      limit,
      view: (row: HouseholdRow) => viewOfHousehold(row),
    });
  }
}
