import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, load, now, type Actor } from '@linli/bus';
import { DialCall, type CallView } from '@linli/contracts';
import { newId } from '@linli/kernel';
import { Sealer } from '@linli/parties';
import { mayUseScript } from '../call-script/may-use-script.js';
import { PhoneLine } from '../phone-line/phone-line.js';
import { CallRecord } from './call-record.js';
import { shown } from './call-record.view.js';
import { customerOfSubject } from './call-subject.js';
import { partyUnder, sealNumber } from './number.js';
import { whomToDial } from './whom-to-dial.js';

@Controller()
export class DialCallHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly sealer: Sealer,
  ) {}

  @Handles(DialCall)
  async handle(form: DialCall, by: Actor): Promise<CallView> {
    by.mustSee(form.projectId, 'project');
    const line = await load(this.em, PhoneLine, form.lineId);
    line.mustBeHeldBy(by.id);
    if (form.callScriptId) await mayUseScript(this.em, form.callScriptId);
    await customerOfSubject(this.em, form.projectId, form);
    const { phone, partyId, entry } = await whomToDial(this.em, form, this.sealer);
    const id = newId();
    const number = sealNumber(id, phone, this.sealer);
    const known = partyId ?? (await partyUnder(this.em, number));
    const parties = { id, formNo: formNo('DH'), projectId: form.projectId, staff: by, lineId: line.id };
    const call = CallRecord.dial({ ...parties, partyId: known, number }, form, now());
    this.em.persist(call);
    entry?.isCalled(id, by, now());
    return shown.of(call);
  }
}
