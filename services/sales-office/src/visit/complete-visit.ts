import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { CompleteVisit, type VisitView } from '@linli/contracts';
import { Party } from '@linli/parties';
import { Visit } from './visit.js';
import { view } from './visit.view.js';

@Controller()
export class CompleteVisitHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(CompleteVisit)
  async handle(form: CompleteVisit, by: Actor): Promise<VisitView> {
    const visit = await load(this.em, Visit, form.visitId, form.version);
    visit.complete(form, by, now());
    return view(visit, visit.partyId ? await this.em.findOneOrFail(Party, visit.partyId) : null);
  }
}
