import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { AssignProspect, type ProspectView } from '@linli/contracts';
import { Party } from '@linli/parties';
import { Ruling } from '../ruling/ruling.js';
import { holdsUnit } from '../unit-confirmation/holds-unit.js';
import { Prospect } from './prospect.js';
import { view } from './prospect.view.js';

@Controller()
export class AssignProspectHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(AssignProspect)
  async handle({ prospectId, version, ...to }: AssignProspect, by: Actor): Promise<ProspectView> {
    const prospect = await load(this.em, Prospect, prospectId, version);
    const claimant = { id: to.consultantId, name: to.consultant };
    const held = await holdsUnit(this.em, prospectId);
    const verdict = { outcome: 'ASSIGNED', claimant, holdsUnit: held, reason: to.reason, at: now() } as const;
    this.em.persist(Ruling.on(prospect, verdict));
    prospect.assign(claimant, to.reason, by.name, now());
    return view(prospect, await this.em.findOneOrFail(Party, prospect.partyId));
  }
}
