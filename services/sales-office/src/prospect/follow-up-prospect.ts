import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, now, planClock, type Actor } from '@linli/bus';
import { FollowUpProspect, type ProspectView } from '@linli/contracts';
import { Party } from '@linli/parties';
import { settleNotices } from '../sales-notice/settle-notices.js';
import { loadFromBook } from './book.js';
import { Prospect } from './prospect.js';
import { view } from './prospect.view.js';

@Controller()
export class FollowUpProspectHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(FollowUpProspect)
  async handle(entry: FollowUpProspect, by: Actor): Promise<ProspectView> {
    const prospect = await loadFromBook(this.em, Prospect, entry.prospectId, by, entry.version);
    prospect.followUp(entry, by.name, now());
    await settleNotices(this.em, 'follow-up-missing', prospect);
    const { nextOn } = prospect;
    if (nextOn) await planClock('follow-up-missing', prospect, { from: nextOn, cycle: nextOn });
    return view(prospect, await this.em.findOneOrFail(Party, prospect.partyId));
  }
}
