import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { WaitForCustomer, type ComplaintView } from '@linli/contracts';
import { Complaint } from './complaint.js';
import { stopClocks } from './complaint-clocks.js';
import { viewAfterStep } from './view-after-step.js';

@Controller()
export class WaitForCustomerHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(WaitForCustomer)
  async handle({ complaintId, version, reason }: WaitForCustomer, by: Actor): Promise<ComplaintView> {
    const complaint = await load(this.em, Complaint, complaintId, version);
    complaint.wait(reason, by, now());
    await stopClocks(complaint, reason);
    return viewAfterStep(this.em, complaint);
  }
}
