import { Controller, type Type } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { ProjectOpened } from '@linli/contracts';
import { On } from '../decorators.js';

@Controller()
class KeepProject {
  constructor(private readonly em: EntityManager) {}

  @On(ProjectOpened, { as: 'keep-project' })
  async handle({ projectId }: ProjectOpened): Promise<void> {
    await this.em
      .getContext()
      .execute('insert into known_project (project_id) values (?) on conflict (project_id) do nothing', [projectId]);
  }
}

/** The reaction that keeps a service's copy of the projects: into its module, beside `projectTables`. */
export const keepsProjects: readonly Type[] = [KeepProject];
