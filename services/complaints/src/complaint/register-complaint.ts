import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, load, now, type Actor } from '@linli/bus';
import { RegisterComplaint, type ComplaintView } from '@linli/contracts';
import { dayOf, newId, plusDays, refuse } from '@linli/kernel';
import { MaskedParties, Party, Sealer } from '@linli/parties';
import { hold, join } from '../incident/cases-of-incident.js';
import { WarrantyBook } from '../warranty/warranty-book.js';
import { Complaint } from './complaint.js';
import { startClocks } from './complaint-clocks.js';
import { view } from './complaint.view.js';
import { isEnded, type CaseKind } from './complaint.workflow.js';
import { wholeForm } from './intake.js';

/** 完成期限 that nobody gave, while the working days of the year that it runs into are not known. */
const DAYS_WITHOUT_CALENDAR = 14;

@Controller()
export class RegisterComplaintHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly parties: MaskedParties,
    private readonly sealer: Sealer,
    private readonly warranties: WarrantyBook,
  ) {}

  @Handles(RegisterComplaint)
  async handle(form: RegisterComplaint, by: Actor): Promise<ComplaintView> {
    by.mustSee(form.projectId, 'project');
    if (form.earlierId) await this.mustGoOnFrom(form.earlierId, form);
    const made = form.partyId ? undefined : this.newParty(form);
    const partyId = made?.id ?? form.partyId ?? '';
    const customer = made ?? (await this.parties.masked(partyId)) ?? null;
    const id = newId();
    const { projectId, kind = 'COMPLAINT' } = form;
    const due = await startClocks(this.em, { id, projectId, kind: kind as CaseKind, reopened: 0 });
    const dueOn = form.dueOn ?? due ?? plusDays(dayOf(now()), DAYS_WITHOUT_CALENDAR);
    const complaint = Complaint.register(wholeForm(form, dueOn), {
      ...{ id, formNo: formNo('TS'), partyId, receivedBy: by.name, at: now(), customer },
      ...(form.part && kind === 'REPAIR' ? { warranty: await this.warranties.of(form, form.part, dayOf(now())) } : {}),
    });
    this.em.persist(complaint);
    if (form.incidentId) await join(complaint, await hold(this.em, form.incidentId, 'link'), undefined, by);
    return view(complaint, customer);
  }

  /** A closed case stays closed: what comes up again later is a case of its own that names it. */
  private async mustGoOnFrom(earlierId: string, { projectId, partyId }: RegisterComplaint): Promise<void> {
    const earlier = await load(this.em, Complaint, earlierId);
    if (!isEnded(earlier.state) || earlier.projectId !== projectId || earlier.partyId !== partyId) {
      throw refuse.rule(
        'complaint.earlier-not-ended',
        '只能延续同一项目、同一客户已结束的案件，请核对 earlierId 并填写客户的 partyId。',
      );
    }
  }

  private newParty({ customerName, phone }: RegisterComplaint): Party {
    if (!customerName || !phone) {
      throw refuse.invalid('complaint.customer-unnamed', '请填写客户姓名和电话，或已知客户的 partyId。');
    }
    const party = Party.register('complaints', { name: customerName, phone }, this.sealer, now());
    this.em.persist(party);
    return party;
  }
}
