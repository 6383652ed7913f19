import { defineEntity, p } from '@mikro-orm/core';
import { newId } from '@linli/kernel';
import type { Hand } from '../move-in/move-in.js';

const NoticeAcknowledgementSchema = defineEntity({
  name: 'NoticeAcknowledgement',
  tableName: 'notice_acknowledgement',
  properties: {
    id: p.uuid().primary(),
    noticeId: p.uuid(),
    department: p.text(),
    byName: p.text(),
    at: p.datetime(),
    done: p.text(),
  },
});

/** 签收/落实情况 of one department, once each; departments do not wait for one another [REQ-010]. */
export class NoticeAcknowledgement extends NoticeAcknowledgementSchema.class {
  static of(noticeId: string, department: string, done: string, { name: byName, at }: Hand): NoticeAcknowledgement {
    return Object.assign(new NoticeAcknowledgement(), { id: newId(), noticeId, department, done, byName, at });
  }
}

NoticeAcknowledgementSchema.setClass(NoticeAcknowledgement);
