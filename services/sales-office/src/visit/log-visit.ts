import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, now, type Actor } from '@linli/bus';
import { LogVisit, type VisitView } from '@linli/contracts';
import { Party, Sealer } from '@linli/parties';
import { loadProject } from '../project/load-project.js';
import { Visit } from './visit.js';
import { view } from './visit.view.js';

/** What a person is called who told his phone only. */
export const UNNAMED = '未留姓名';

@Controller()
export class LogVisitHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly sealer: Sealer,
  ) {}

  @Handles(LogVisit)
  async handle(form: LogVisit, by: Actor): Promise<VisitView> {
    await loadProject(this.em, form.projectId, by);
    const party = this.visitor(form);
    const visit = Visit.log(form, { partyId: party?.id ?? null, loggedBy: by.name, now: now() });
    if (party) this.em.persist(party);
    this.em.persist(visit);
    return view(visit, party);
  }

  /** Who tells neither name nor phone stays unknown. */
  private visitor({ customerName, phone }: LogVisit): Party | null {
    if (!customerName && !phone) return null;
    const contact = { name: customerName || UNNAMED, ...(phone ? { phone } : {}) };
    return Party.register('sales-office', contact, this.sealer, now());
  }
}
