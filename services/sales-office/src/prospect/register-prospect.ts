import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, load, now, whenNotUnique, type Actor } from '@linli/bus';
import { RegisterProspect, type ProspectView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { normalisePhone, Party, Sealer } from '@linli/parties';
import { loadProject } from '../project/load-project.js';
import { Visit } from '../visit/visit.js';
import { Prospect } from './prospect.js';
import { view } from './prospect.view.js';

const alreadyYours = (prospectId?: string) =>
  refuse.conflict(
    'prospect.already-yours',
    '您已登记过这位客户,请在原登记表上填写追踪情况。',
    prospectId === undefined ? undefined : { prospectId },
  );

whenNotUnique('prospect_own_phone', alreadyYours);
whenNotUnique('prospect_phone', () =>
  refuse.conflict('prospect.collision', '这个电话的客户已有其他销售代表跟进,不能重复登记;请联系销售主管。'),
);

@Controller()
export class RegisterProspectHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly sealer: Sealer,
  ) {}

  @Handles(RegisterProspect)
  async handle(form: RegisterProspect, by: Actor): Promise<ProspectView> {
    await loadProject(this.em, form.projectId, by);
    const visit = form.visitId ? await this.visitOf(form.visitId, form.projectId) : undefined;
    const party = await this.customer(form, visit);
    const phoneIndex = party.phoneIndex ?? '';
    const mine = await this.em.findOne(Prospect, {
      projectId: form.projectId,
      phoneIndex,
      consultantId: by.id,
      state: { $ne: 'LOST' },
    });
    if (mine) throw alreadyYours(mine.id);
    const prospect = Prospect.register(form, {
      formNo: formNo('YX'),
      partyId: party.id,
      phoneIndex,
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
      throw refuse.rule('visit.other-project', '这条来访记录属于另一个项目,请选择本项目的记录。');
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
