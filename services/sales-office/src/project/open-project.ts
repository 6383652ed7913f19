import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, now, whenNotUnique, type Actor } from '@linli/bus';
import { OpenProject, type ProjectView } from '@linli/contracts';
import { dayOf, refuse } from '@linli/kernel';
import { policyOn } from '../policy/policy-on.js';
import { Project } from './project.js';
import { view } from './project.view.js';

whenNotUnique('project_pkey', () => refuse.conflict('project.code-taken', '该项目编号已被使用，请换一个编号。'));

@Controller()
export class OpenProjectHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(OpenProject)
  async handle(form: OpenProject, by: Actor): Promise<ProjectView> {
    by.mustSee(form.code, 'project');
    const policy = await policyOn(this.em, dayOf(now()));
    const usual = { signingTermDays: policy['project.signing-term-days'], holdDays: policy['project.hold-days'] };
    const project = Project.open(form, usual);
    this.em.persist(project);
    return view(project);
  }
}
