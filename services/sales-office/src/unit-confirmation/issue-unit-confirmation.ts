import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, load, now, planClock, whenNotUnique, type Actor } from '@linli/bus';
import { IssueUnitConfirmation, type UnitConfirmationView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { Party } from '@linli/parties';
import { loadProject } from '../project/load-project.js';
import { loadFromBook } from '../prospect/book.js';
import { Prospect } from '../prospect/prospect.js';
import { alreadyReserved, Unit } from '../unit/unit.js';
import { UnitConfirmation } from './unit-confirmation.js';
import { view } from './unit-confirmation.view.js';

whenNotUnique('unit_confirmation_live', alreadyReserved);

@Controller()
export class IssueUnitConfirmationHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(IssueUnitConfirmation)
  async handle({ unitId, prospectId }: IssueUnitConfirmation, by: Actor): Promise<UnitConfirmationView> {
    const unit = await load(this.em, Unit, unitId);
    const prospect = await loadFromBook(this.em, Prospect, prospectId, by);
    if (prospect.projectId !== unit.projectId)
      throw refuse.rule('prospect.other-project', '这位意向客户登记在另一个项目，请在本项目登记后再开单。');
    prospect.mustBeLive();
    const project = await loadProject(this.em, unit.projectId, by);
    project.mustSell();
    const { holdDays } = project;
    const confirmation = UnitConfirmation.issue({ formNo: formNo('FW'), unit, prospect, holdDays, at: now() });
    unit.reserve(confirmation.id, prospect.partyId);
    this.em.persist(confirmation);
    await planClock('confirmation-hold-ends', confirmation, { from: confirmation.holdUntil });
    return view(confirmation, await this.em.findOneOrFail(Party, prospect.partyId));
  }
}
