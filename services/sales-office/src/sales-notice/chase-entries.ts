import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { now, OnClock, type Firing } from '@linli/bus';
import { Prospect } from '../prospect/prospect.js';
import { UnitConfirmation } from '../unit-confirmation/unit-confirmation.js';
import { SalesNotice } from './sales-notice.js';

/** Whoever has not entered what he owes is told; what was entered meanwhile, or is owed no more, is let be [REQ-072, 082]. */
@Controller()
export class ChaseEntries {
  constructor(private readonly em: EntityManager) {}

  @OnClock('subscription-missing')
  async subscription({ subjectId }: Firing): Promise<void> {
    const confirmation = await this.em.findOneOrFail(UnitConfirmation, subjectId);
    if (confirmation.state !== 'SOLD') return; // subscribed, or given back
    this.em.persist(SalesNotice.subscriptionMissing(confirmation, now()));
  }

  @OnClock('follow-up-missing')
  async followUp({ subjectId, cycle }: Firing): Promise<void> {
    const prospect = await this.em.findOneOrFail(Prospect, subjectId);
    if (prospect.state !== 'FOLLOWED' || prospect.nextOn !== cycle) return; // followed up, bought, or gone
    this.em.persist(SalesNotice.followUpMissing(prospect, prospect.formNo, now()));
  }
}
