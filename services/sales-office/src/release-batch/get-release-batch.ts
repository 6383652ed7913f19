import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetReleaseBatch, type ReleaseBatchView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { releaseBatchColumns, viewOfRow, type ReleaseBatchRow } from './release-batch.view.js';

@Controller()
export class GetReleaseBatchHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetReleaseBatch)
  async handle({ releaseBatchId }: GetReleaseBatch, by: Actor): Promise<ReleaseBatchView> {
    const row = await this.reader.one<ReleaseBatchRow>(
      `select ${releaseBatchColumns} from release_batch b where b.id = $1`,
      [releaseBatchId],
    );
    if (!row || !by.sees(row.projectId))
      throw refuse.notFound('release-batch.not-found', '没有这个释放批次，请核对编号。');
    return viewOfRow(row);
  }
}
