import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, type Actor } from '@linli/bus';
import { WriteUpCall, type CallView } from '@linli/contracts';
import { CallListEntry } from '../call-list-entry/call-list-entry.js';
import { shown } from './call-record.view.js';
import { customerOfSubject } from './call-subject.js';
import { openCall } from './open-call.js';

@Controller()
export class WriteUpCallHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(WriteUpCall)
  async handle({ callId, version, ...form }: WriteUpCall, by: Actor): Promise<CallView> {
    const call = await openCall(this.em, callId, by, version);
    const customer = await customerOfSubject(this.em, call.projectId, form);
    const partyId = form.partyId ?? call.partyId ?? customer;
    call.writeUp({ ...form, ...(partyId ? { partyId } : {}) });
    if (call.callListEntryId) {
      const entry = await this.em.findOneOrFail(CallListEntry, call.callListEntryId);
      entry.noteOutcome(form.outcome);
    }
    return shown.of(call);
  }
}
