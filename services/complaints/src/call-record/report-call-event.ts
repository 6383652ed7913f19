import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, now, planClock } from '@linli/bus';
import { ReportCallEvent, type CallView } from '@linli/contracts';
import { newId, refuse } from '@linli/kernel';
import { normalisePhone, Sealer } from '@linli/parties';
import { Callback } from '../callback/callback.js';
import { PhoneLine } from '../phone-line/phone-line.js';
import { CallRecord } from './call-record.js';
import { shown } from './call-record.view.js';
import { partyUnder, sealNumber } from './number.js';

@Controller()
export class ReportCallEventHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly sealer: Sealer,
  ) {}

  @Handles(ReportCallEvent)
  async handle(told: ReportCallEvent): Promise<CallView> {
    const at = new Date(Math.min(Date.parse(told.at), now().getTime())); // the exchange's clock may be ahead of ours
    const { exchangeCallId } = told;
    // The exchange knows no versions: its news wait for each other, and for the dialling that is just being noted.
    await this.em.execute('select 1 from call_record where exchange_call_id = ? for update', [exchangeCallId]);
    const call = (await this.em.findOne(CallRecord, { exchangeCallId })) ?? (await this.comesIn(told, at));
    if (call.hear(told.news, at)) await this.promiseToCallBack(call);
    return shown.of(call);
  }

  private async comesIn({ exchangeCallId, lineNumber, callerNumber }: ReportCallEvent, at: Date): Promise<CallRecord> {
    const line = lineNumber
      ? await this.em.findOne(PhoneLine, { number: lineNumber, state: { $ne: 'CLOSED' } })
      : undefined;
    if (!line)
      throw refuse.notFound('call-record.line-unknown', '没有这个号码的通话，也没有登记这个电话号码，请先登记号码。');
    const id = newId();
    const number = callerNumber && normalisePhone(callerNumber) ? sealNumber(id, callerNumber, this.sealer) : null;
    const partyId = number ? await partyUnder(this.em, number) : null;
    const staff = line.holderId && line.holderName ? { id: line.holderId, name: line.holderName } : null;
    const parties = { id, formNo: formNo('DH'), projectId: line.projectId, staff, lineId: line.id, partyId, number };
    const call = CallRecord.comesIn(exchangeCallId, parties, at);
    this.em.persist(call);
    return call;
  }

  /** Nobody took it: who holds the line owes the caller a call, one however often he has tried. Who hides his number cannot be called back. */
  private async promiseToCallBack(call: CallRecord): Promise<void> {
    if (!call.phoneIndex) return;
    const promised = await this.em.execute<object[]>(
      `select 1 from callback b join call_record c on c.id = b.call_id
       where c.phone_index = ? and c.project_id = ? and b.state in ('PLANNED', 'DUE') limit 1`,
      [call.phoneIndex, call.projectId],
    );
    if (promised.length > 0) return;
    const assignee = call.staffId && call.staffName ? { id: call.staffId, name: call.staffName } : null;
    const { dueAt } = await planClock('callback.missed-call', call, { from: now() });
    const callback = Callback.plan(call, { reason: 'MISSED_CALL', dueAt, assignee });
    this.em.persist(callback);
    await planClock('callback.due', callback, { from: dueAt, caseSince: now() });
  }
}
