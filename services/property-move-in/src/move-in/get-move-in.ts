import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetMoveIn, type MoveInView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { moveIns, viewOfMoveIn, type MoveInRow } from './move-in.view.js';

@Controller()
export class GetMoveInHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetMoveIn)
  async handle({ moveInId }: GetMoveIn, by: Actor): Promise<MoveInView> {
    const row = await this.reader.one<MoveInRow>(`select ${moveIns} where m.id = $1`, [moveInId]);
    if (!row || !by.sees(row.projectId))
      throw refuse.notFound('move-in.not-found', '没有这份客户入住记录，请核对编号。');
    return viewOfMoveIn(row, row);
  }
}
