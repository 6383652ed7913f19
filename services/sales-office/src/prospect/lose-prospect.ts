import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, type Actor } from '@linli/bus';
import { LoseProspect, type ProspectView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { Party } from '@linli/parties';
import { holdsUnit } from '../unit-confirmation/holds-unit.js';
import { loadFromBook } from './book.js';
import { Prospect } from './prospect.js';
import { view } from './prospect.view.js';

@Controller()
export class LoseProspectHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(LoseProspect)
  async handle({ prospectId, version, reason, reasonCode }: LoseProspect, by: Actor): Promise<ProspectView> {
    const prospect = await loadFromBook(this.em, Prospect, prospectId, by, version);
    if (await holdsUnit(this.em, prospectId))
      throw refuse.rule('prospect.holds-unit', '该客户名下还有房位确认单，请先取消再登记流失。');
    prospect.lose(reason, reasonCode ?? 'OTHER');
    return view(prospect, await this.em.findOneOrFail(Party, prospect.partyId));
  }
}
