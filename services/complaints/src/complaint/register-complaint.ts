import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, now, type Actor } from '@linli/bus';
import { RegisterComplaint, type ComplaintView } from '@linli/contracts';
import { Party, Sealer } from '@linli/parties';
import { Complaint } from './complaint.js';
import { view } from './complaint.view.js';

@Controller()
export class RegisterComplaintHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly sealer: Sealer,
  ) {}

  @Handles(RegisterComplaint)
  async handle(form: RegisterComplaint, by: Actor): Promise<ComplaintView> {
    by.mustSee(form.projectId, 'project');
    const party = Party.register('complaints', { name: form.customerName, phone: form.phone }, this.sealer, now());
    const complaint = Complaint.register(form, { formNo: formNo('TS'), partyId: party.id, receivedBy: by.name, at: now() });
    this.em.persist([party, complaint]);
    return view(complaint, party);
  }
}
