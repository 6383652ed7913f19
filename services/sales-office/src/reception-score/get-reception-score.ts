import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetReceptionScore, type ReceptionScoreView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { receptionScoreColumns, viewOfRow, type ReceptionScoreRow } from './reception-score.view.js';

@Controller()
export class GetReceptionScoreHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetReceptionScore)
  async handle({ receptionScoreId }: GetReceptionScore, by: Actor): Promise<ReceptionScoreView> {
    const row = await this.reader.one<ReceptionScoreRow>(
      `select ${receptionScoreColumns} from reception_score r where r.id = $1`,
      [receptionScoreId],
    );
    if (!row || !by.sees(row.projectId))
      throw refuse.notFound('reception-score.not-found', '没有这份接待评分，请核对编号。');
    return viewOfRow(row);
  }
}
