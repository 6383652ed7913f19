import { defineEntity, p } from '@mikro-orm/core';
import type { salesNoticeKinds } from '@linli/contracts';
import { newId } from '@linli/kernel';

const SalesNoticeSchema = defineEntity({
  name: 'SalesNotice',
  tableName: 'sales_notice',
  properties: {
    id: p.uuid().primary(),
    kind: p.text().$type<(typeof salesNoticeKinds)[number]>(),
    projectId: p.text(),
    subjectId: p.uuid(),
    room: p.text().nullable(),
    consultantId: p.text().nullable(),
    text: p.text(),
    toldAt: p.datetime(),
    doneAt: p.datetime().nullable(),
  },
});

interface Booked {
  readonly id: string;
  readonly projectId: string;
  readonly room: string;
  readonly consultantId: string;
}

/** 通知销售人员认购情况、督促填写: what the sales hall has to know, and what a colleague has not entered [REQ-072, 082]. */
export class SalesNotice extends SalesNoticeSchema.class {
  /** For all who sell, so that nobody offers the unit any more. */
  static unitSold({ id, projectId, room }: Booked, at: Date): SalesNotice {
    const about = { kind: 'UNIT_SOLD', projectId, subjectId: id, room, consultantId: null } as const;
    return tell({ ...about, text: `${room} 已售出,请更新房源表。` }, at);
  }

  static subscriptionMissing({ id, projectId, room, consultantId }: Booked, at: Date): SalesNotice {
    const about = { kind: 'SUBSCRIPTION_MISSING', projectId, subjectId: id, room, consultantId } as const;
    return tell({ ...about, text: `${room} 已售出但还没有填写认购书,请补填。` }, at);
  }

  static followUpMissing(
    { id, projectId, consultantId }: { id: string; projectId: string; consultantId: string },
    formNo: string,
    at: Date,
  ): SalesNotice {
    const about = { kind: 'FOLLOW_UP_MISSING', projectId, subjectId: id, room: null, consultantId } as const;
    return tell({ ...about, text: `意向客户 ${formNo} 约定的追踪还没有填报,请补填。` }, at);
  }

  /** The missing entry has been made. */
  settle(at: Date): void {
    this.doneAt = at;
  }
}

SalesNoticeSchema.setClass(SalesNotice);

const tell = (
  notice: Pick<SalesNotice, 'kind' | 'projectId' | 'subjectId' | 'room' | 'consultantId' | 'text'>,
  at: Date,
): SalesNotice => Object.assign(new SalesNotice(), { id: newId(), ...notice, toldAt: at, doneAt: null });
