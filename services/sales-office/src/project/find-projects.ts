import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { FindProjects, type PageOf, type ProjectView } from '@linli/contracts';
import { projectColumns, viewOfRow, type ProjectRow } from './project.view.js';

@Controller()
export class FindProjectsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindProjects)
  async handle({ state }: FindProjects, by: Actor): Promise<PageOf<ProjectView>> {
    const rows = await this.reader.all<ProjectRow>(
      `select ${projectColumns} from project p
       where ($1::text[] is null or p.id = any($1)) and ($2::text is null or p.state = $2) order by p.id limit 100`,
      [by.seesAll ? null : by.projects, state ?? null],
    );
    return { items: rows.map(viewOfRow) };
  }
}
