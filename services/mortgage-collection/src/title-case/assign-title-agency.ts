import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, mustOwnProject, now, type Actor } from '@linli/bus';
import { AssignTitleAgency, type TitleCaseView } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { TitleCase } from './title-case.js';
import { view } from './title-case.view.js';

@Controller()
export class AssignTitleAgencyHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(AssignTitleAgency)
  async handle({ titleCaseId, version, agency, termDays }: AssignTitleAgency, by: Actor): Promise<TitleCaseView> {
    const found = await load(this.em, TitleCase, titleCaseId, version);
    await mustOwnProject(by, found.projectId);
    found.assignAgency(agency, termDays, dayOf(now()));
    return view(found);
  }
}
