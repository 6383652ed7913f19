import { defineEntity, p } from '@mikro-orm/core';
import type { IssueMoveInNotice } from '@linli/contracts';
import { newId, refuse } from '@linli/kernel';
import type { Hand, MoveIn } from '../move-in/move-in.js';

const MoveInNoticeSchema = defineEntity({
  name: 'MoveInNotice',
  tableName: 'move_in_notice',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    noticeNo: p.text(),
    moveInId: p.uuid(),
    projectId: p.text(),
    room: p.text(),
    occupantKind: p.text(),
    isVip: p.boolean(),
    expectedMoveInOn: p.date(),
    departments: p.array<string>(),
    focusServices: p.json<Focus[]>(),
    movingWindow: p.text().nullable(),
    issuedBy: p.text(),
    issuedAt: p.datetime(),
  },
});

/** What one department is asked to look after, such as the floor's environment. */
export interface Focus {
  readonly department: string;
  readonly item: string;
}

/** 入住知会单: goes to every internal department, so that each gives its key service [REQ-009]. */
export class MoveInNotice extends MoveInNoticeSchema.class {
  static of(
    moveIn: MoveIn,
    form: IssueMoveInNotice,
    departments: string[],
    issue: { noticeNo: string; hand: Hand },
  ): MoveInNotice {
    const { id: moveInId, projectId, room, occupantKind } = moveIn;
    const { expectedMoveInOn, isVip = false, movingWindow = null } = form;
    const notice = Object.assign(new MoveInNotice(), {
      ...{
        id: newId(),
        noticeNo: issue.noticeNo,
        moveInId,
        projectId,
        room,
        occupantKind,
        isVip,
        expectedMoveInOn,
        departments,
        movingWindow,
      },
      focusServices: form.focusServices.map(({ department, item }) => ({ department, item })),
      issuedBy: issue.hand.name,
      issuedAt: issue.hand.at,
    });
    for (const { department } of notice.focusServices) notice.mustGoTo(department);
    return notice;
  }

  /** Refuses a department that the notice did not go to. */
  mustGoTo(department: string): void {
    if (this.departments.includes(department)) return;
    throw refuse.rule(
      'move-in-notice.unknown-department',
      `该部门不在知会部门之列，请从中选择：${this.departments.join('、')}。`,
    );
  }
}

MoveInNoticeSchema.setClass(MoveInNotice);
