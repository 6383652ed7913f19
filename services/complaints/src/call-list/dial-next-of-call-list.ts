import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, load, now, type Actor } from '@linli/bus';
import { DialNextOfCallList, type CallView } from '@linli/contracts';
import { newId, refuse } from '@linli/kernel';
import { Sealer } from '@linli/parties';
import { CallRecord } from '../call-record/call-record.js';
import { shown } from '../call-record/call-record.view.js';
import { sealNumber } from '../call-record/number.js';
import { whomToDial } from '../call-record/whom-to-dial.js';
import { PhoneLine } from '../phone-line/phone-line.js';
import { CallList } from './call-list.js';

/** Not again the same person within so many minutes. */
const PAUSE_MINUTES = 30;

@Controller()
export class DialNextOfCallListHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly sealer: Sealer,
  ) {}

  @Handles(DialNextOfCallList)
  async handle({ callListId, version, lineId }: DialNextOfCallList, by: Actor): Promise<CallView> {
    const list = await load(this.em, CallList, callListId, version);
    list.mustBeOpen();
    const line = await load(this.em, PhoneLine, lineId);
    line.mustBeHeldBy(by.id);
    const { phone, partyId, entry } = await whomToDial(
      this.em,
      { callListEntryId: await this.next(list, by) },
      this.sealer,
    );
    const id = newId();
    const number = sealNumber(id, phone, this.sealer);
    const parties = { id, formNo: formNo('DH'), projectId: list.projectId, staff: by, lineId, partyId, number };
    const matter = {
      ...(entry?.complaintId ? { subjectKind: 'COMPLAINT', subjectId: entry.complaintId } : {}),
      ...(entry ? { callListEntryId: entry.id } : {}),
      ...(list.callScriptId ? { callScriptId: list.callScriptId } : {}),
    };
    const call = CallRecord.dial(parties, matter, now());
    this.em.persist(call);
    entry?.isCalled(id, by, now());
    return shown.of(call);
  }

  /** The one who was called least of those assigned to the caller; a colleague who dials at the same moment gets another. */
  private async next(list: CallList, by: Actor): Promise<string> {
    const [row] = await this.em.execute<{ id: string }[]>(
      `select id from call_list_entry where call_list_id = ? and assignee_id = ? and state = 'OPEN'
         and (dialled_at is null or dialled_at < ?::timestamptz - interval '${PAUSE_MINUTES} minutes')
       order by attempts, id limit 1 for update skip locked`,
      [list.id, by.id, now().toISOString()],
    );
    if (!row) throw refuse.rule('call-list.nobody-left', '列表中没有分配给您、现在可以拨打的号码了。');
    return row.id;
  }
}
