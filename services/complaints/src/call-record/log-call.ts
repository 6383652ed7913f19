import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, load, now, type Actor } from '@linli/bus';
import { LogCall, type CallView } from '@linli/contracts';
import { newId } from '@linli/kernel';
import { Sealer } from '@linli/parties';
import { CallListEntry } from '../call-list-entry/call-list-entry.js';
import { mayUseScript } from '../call-script/may-use-script.js';
import { PhoneLine } from '../phone-line/phone-line.js';
import { CallRecord } from './call-record.js';
import { shown } from './call-record.view.js';
import { customerOfSubject } from './call-subject.js';
import { partyUnder, sealNumber } from './number.js';

@Controller()
export class LogCallHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly sealer: Sealer,
  ) {}

  @Handles(LogCall)
  async handle(form: LogCall, by: Actor): Promise<CallView> {
    by.mustSee(form.projectId, 'project');
    const id = newId();
    const number = form.phone === undefined ? null : sealNumber(id, form.phone, this.sealer);
    const customer = await customerOfSubject(this.em, form.projectId, form);
    const entry = form.callListEntryId ? await load(this.em, CallListEntry, form.callListEntryId) : undefined;
    if (form.lineId) await load(this.em, PhoneLine, form.lineId);
    if (form.callScriptId) await mayUseScript(this.em, form.callScriptId);
    const known = form.partyId ?? entry?.partyId ?? customer ?? (number ? await partyUnder(this.em, number) : null);
    const parties = { id, formNo: formNo('DH'), projectId: form.projectId, staff: by, lineId: form.lineId ?? null };
    const call = CallRecord.log(form, { ...parties, partyId: known, number }, now());
    this.em.persist(call);
    entry?.isCalled(id, by, now());
    entry?.noteOutcome(form.outcome);
    return shown.of(call);
  }
}
