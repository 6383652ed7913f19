import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindTrainings, type PageOf, type TrainingView } from '@linli/contracts';
import { trainingColumns, viewOfRow } from './training.view.js';

@Controller()
export class FindTrainingsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindTrainings)
  async handle(asked: FindTrainings, by: Actor): Promise<PageOf<TrainingView>> {
    return page(this.reader, {
      select: `${trainingColumns} from training t`,
      where: {
        't.project_id = ?': asked.projectId,
        't.kind = ?': asked.kind,
        't.trainees @> ?::jsonb': asked.traineeId === undefined ? undefined : JSON.stringify([{ id: asked.traineeId }]),
        't.project_id = any(?)': by.seesAll ? undefined : by.projects,
      },
      newestFirst: 't.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: viewOfRow,
    });
  }
}
