import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetTraining, type TrainingView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { trainingColumns, viewOfRow, type TrainingRow } from './training.view.js';

@Controller()
export class GetTrainingHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetTraining)
  async handle({ trainingId }: GetTraining, by: Actor): Promise<TrainingView> {
    const row = await this.reader.one<TrainingRow>(`select ${trainingColumns} from training t where t.id = $1`, [
      trainingId,
    ]);
    if (!row || !by.sees(row.projectId)) throw refuse.notFound('training.not-found', '没有这次培训记录，请核对编号。');
    return viewOfRow(row);
  }
}
