import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, load, now, type Actor } from '@linli/bus';
import { RegisterProspect, type ProspectView } from '@linli/contracts';
import { dayOf, refuse } from '@linli/kernel';
import { normalisePhone, Party, Sealer } from '@linli/parties';
import { loadProject } from '../project/load-project.js';
import { Visit } from '../visit/visit.js';
import { policyOn } from '../policy/policy-on.js';
import { Claim } from './claim.js';
import { Prospect } from './prospect.js';
import { view } from './prospect.view.js';

@Controller()
export class RegisterProspectHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly sealer: Sealer,
    private readonly claim: Claim,
  ) {}

  @Handles(RegisterProspect)
  async handle(form: RegisterProspect, by: Actor): Promise<ProspectView> {
    await loadProject(this.em, form.projectId, by);
    const visit = form.visitId ? await this.visitOf(form.visitId, form.projectId) : undefined;
    const party = await this.customer(form, visit);
    const phoneIndex = party.phoneIndex ?? '';
    const idNumberIndex = party.idNumberIndex ?? null;
    const policy = await policyOn(this.em, dayOf(now()));
    await this.claim.make({ projectId: form.projectId, phoneIndex, idNumberIndex }, by, policy);
    const prospect = Prospect.register(form, {
      formNo: formNo('YX'),
      partyId: party.id,
      phoneIndex,
      idNumberIndex,
      ownershipDays: {
        call: policy['ownership.call-days'],
        visit: policy['ownership.visit-days'],
        idle: policy['ownership.idle-days'],
      },
      consultant: by,
      ...(visit ? { visitedAt: visit.at } : {}),
      now: now(),
    });
    visit?.openProspect();
    this.em.persist([party, prospect]);
    return view(prospect, party);
  }

  private async visitOf(visitId: string, projectId: string): Promise<Visit> {
    const visit = await load(this.em, Visit, visitId);
    if (visit.projectId !== projectId)
      throw refuse.rule('visit.other-project', '这条来访记录属于另一个项目，请选择本项目的记录。');
    return visit;
  }

  /** The visitor himself where he left this phone, so that one person stays one party. */
  private async customer({ customerName, phone, idNumber }: RegisterProspect, visit?: Visit): Promise<Party> {
    const contact = { name: customerName, phone, ...(idNumber ? { idNumber } : {}) };
    const visitor = visit?.partyId ? await this.em.findOne(Party, visit.partyId) : null;
    const known = normalisePhone(phone);
    if (!visitor || !known || visitor.phoneIndex !== this.sealer.index('phone', known.e164)) {
      return Party.register('sales-office', contact, this.sealer, now());
    }
    visitor.changeContact('sales-office', contact, this.sealer);
    return visitor;
  }
}
