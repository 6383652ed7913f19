import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now } from '@linli/bus';
import { AssignTitleAgency, type TitleCaseView } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { TitleCase } from './title-case.js';
import { view } from './title-case.view.js';

@Controller()
export class AssignTitleAgencyHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(AssignTitleAgency)
  async handle({ titleCaseId, version, agency, termDays }: AssignTitleAgency): Promise<TitleCaseView> {
    const found = await load(this.em, TitleCase, titleCaseId, version);
    found.assignAgency(agency, termDays, dayOf(now()));
    return view(found);
  }
}
