import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, type Actor } from '@linli/bus';
import { RecordBuyerProfile, type ProspectView } from '@linli/contracts';
import { Party } from '@linli/parties';
import { loadFromBook } from './book.js';
import { Prospect } from './prospect.js';
import { view } from './prospect.view.js';

@Controller()
export class RecordBuyerProfileHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(RecordBuyerProfile)
  async handle(facts: RecordBuyerProfile, by: Actor): Promise<ProspectView> {
    const prospect = await loadFromBook(this.em, Prospect, facts.prospectId, by, facts.version);
    prospect.recordProfile(facts);
    return view(prospect, await this.em.findOneOrFail(Party, prospect.partyId));
  }
}
