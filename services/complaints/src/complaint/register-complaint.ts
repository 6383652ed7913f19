import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, now, type Actor } from '@linli/bus';
import { RegisterComplaint, type ComplaintView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { MaskedParties, Party, Sealer } from '@linli/parties';
import { Complaint } from './complaint.js';
import { view } from './complaint.view.js';

@Controller()
export class RegisterComplaintHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly parties: MaskedParties,
    private readonly sealer: Sealer,
  ) {}

  @Handles(RegisterComplaint)
  async handle(form: RegisterComplaint, by: Actor): Promise<ComplaintView> {
    by.mustSee(form.projectId, 'project');
    const made = form.partyId ? undefined : this.newParty(form);
    const partyId = made?.id ?? form.partyId ?? '';
    const customer = made ?? (await this.parties.masked(partyId)) ?? null;
    const complaint = Complaint.register(form, {
      formNo: formNo('TS'),
      partyId,
      receivedBy: by.name,
      at: now(),
      customer,
    });
    this.em.persist(complaint);
    return view(complaint, customer);
  }

  private newParty({ customerName, phone }: RegisterComplaint): Party {
    if (!customerName || !phone) {
      throw refuse.invalid(
        'complaint.customer-unnamed',
        'Give the name and the phone of the customer, or the partyId under which he is known.',
      );
    }
    const party = Party.register('complaints', { name: customerName, phone }, this.sealer, now());
    this.em.persist(party);
    return party;
  }
}
