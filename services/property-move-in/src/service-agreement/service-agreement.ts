import { defineEntity, p } from '@mikro-orm/core';
import {
  ServiceAgreementEnded,
  ServiceAgreementSigned,
  type AgreementEndView,
  type SignServiceAgreement,
} from '@linli/contracts';
import { dayOf, newId, raise, refuse, type Day } from '@linli/kernel';
import type { Household } from '../household/household.js';

const ServiceAgreementSchema = defineEntity({
  name: 'ServiceAgreement',
  tableName: 'service_agreement',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    agreementNo: p.text(),
    kind: p.text(),
    projectId: p.text(),
    unitId: p.uuid(),
    room: p.text(),
    partyId: p.uuid(),
    title: p.text(),
    services: p.text(),
    signedOn: p.date(),
    fromOn: p.date(),
    untilOn: p.date().nullable(),
    recordedBy: p.text(),
    ending: p.json<AgreementEndView>().nullable(),
  },
});

/** 服务协议和合同: what the company serves the owner of a unit with, and until when; cases are linked to it [REQ-166, X53]. */
export class ServiceAgreement extends ServiceAgreementSchema.class {
  static sign(
    { kind, title, services, signedOn, fromOn, untilOn }: SignServiceAgreement,
    { id: unitId, projectId, room, partyId, rescindedOn }: Household,
    record: { agreementNo: string; by: string; at: Date },
  ): ServiceAgreement {
    if (rescindedOn) {
      throw refuse.rule('service-agreement.contract-rescinded', '该房屋的合同已解除，不能再与原买受人签订服务协议。');
    }
    if (signedOn > dayOf(record.at)) {
      throw refuse.rule('service-agreement.in-the-future', '签订日期不能晚于今天，请在签订当天或以后登记。');
    }
    if (untilOn && untilOn < fromOn) {
      throw refuse.invalid('service-agreement.period', '截止日期不能早于起始日期，请核对。');
    }
    const agreement = Object.assign(new ServiceAgreement(), {
      ...{ id: newId(), agreementNo: record.agreementNo, recordedBy: record.by },
      ...{ kind, title, services, signedOn, fromOn, untilOn: untilOn ?? null, ending: null },
      ...{ unitId, projectId, room, partyId },
    });
    raise(agreement, ServiceAgreementSigned, {
      ...{ agreementId: agreement.id, projectId, agreementNo: record.agreementNo, unitId, partyId, fromOn },
      ...(untilOn ? { untilOn } : {}),
    });
    return agreement;
  }

  end(endedOn: Day, reason: string, by: string): void {
    if (this.ending) {
      throw refuse.conflict('service-agreement.ended-already', '该服务协议已终止，如有需要请另行签订。');
    }
    if (endedOn < this.fromOn || (this.untilOn && endedOn > this.untilOn)) {
      throw refuse.rule('service-agreement.end-outside', '终止日期须在协议期限之内，请核对日期。');
    }
    this.ending = { endedOn, reason, by };
    raise(this, ServiceAgreementEnded, { agreementId: this.id, projectId: this.projectId, endedOn });
  }
}

ServiceAgreementSchema.setClass(ServiceAgreement);
