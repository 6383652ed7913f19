import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindMoveIns, type MoveInView, type PageOf } from '@linli/contracts';
import { moveIns, viewOfMoveIn, type MoveInRow } from './move-in.view.js';

@Controller()
export class FindMoveInsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindMoveIns)
  async handle(question: FindMoveIns, by: Actor): Promise<PageOf<MoveInView>> {
    const { projectId, state, occupantKind, unitId, revisitDueBy, cursor, limit } = question;
    return page(this.reader, {
      select: moveIns,
      where: {
        'm.project_id = ?': projectId,
        'm.state = ?': state,
        'm.occupant_kind = ?': occupantKind,
        'm.unit_id = ?': unitId,
        'm.revisited_on is null and m.revisit_due_on <= ?': revisitDueBy,
        'm.project_id = any(?)': by.seesAll ? undefined : by.projects,
      },
      newestFirst: 'm.id',
      cursor,
      limit,
      view: (row: MoveInRow) => viewOfMoveIn(row, row),
    });
  }
}
