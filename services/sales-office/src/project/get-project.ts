import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetProject, type ProjectView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { projectColumns, viewOfRow, type ProjectRow } from './project.view.js';

@Controller()
export class GetProjectHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetProject)
  async handle({ projectId }: GetProject, by: Actor): Promise<ProjectView> {
    const row = await this.reader.one<ProjectRow>(`select ${projectColumns} from project p where p.id = $1`, [
      projectId,
    ]);
    if (!row || !by.sees(row.id)) throw refuse.notFound('project.not-found', '没有这个项目，请核对项目编号。');
    return viewOfRow(row);
  }
}
