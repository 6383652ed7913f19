import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, load, now, type Actor } from '@linli/bus';
import { RequestCorrectiveAction, type CorrectiveActionView } from '@linli/contracts';
import { Complaint } from '../complaint/complaint.js';
import { startClocks } from './action-clocks.js';
import { CorrectiveAction } from './corrective-action.js';
import { view } from './corrective-action.view.js';

@Controller()
export class RequestCorrectiveActionHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(RequestCorrectiveAction)
  async handle(form: RequestCorrectiveAction, by: Actor): Promise<CorrectiveActionView> {
    const { id, formNo: complaintNo, projectId, handling } = await load(this.em, Complaint, form.complaintId);
    const complaint = { id, formNo: complaintNo, projectId, cause: handling?.investigation?.cause };
    const numbers = { formNo: formNo('JZ'), letterNo: formNo('LX') };
    const action = CorrectiveAction.request(form, complaint, numbers, by, now());
    action.send(await startClocks(action));
    this.em.persist(action);
    return view(action);
  }
}
