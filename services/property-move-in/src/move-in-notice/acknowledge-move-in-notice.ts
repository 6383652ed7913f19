import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, whenNotUnique, type Actor } from '@linli/bus';
import { AcknowledgeMoveInNotice, type MoveInNoticeView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { handOf } from '../move-in/hand.js';
import { MoveInNotice } from './move-in-notice.js';
import { viewOfNotice } from './move-in-notice.view.js';
import { NoticeAcknowledgement } from './notice-acknowledgement.js';

whenNotUnique('notice_acknowledged_once', () =>
  refuse.conflict('move-in-notice.already-acknowledged', '本部门已签收这份入住知会单，无需重复签收。'),
);

@Controller()
export class AcknowledgeMoveInNoticeHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(AcknowledgeMoveInNotice)
  async handle({ noticeId, department, done }: AcknowledgeMoveInNotice, by: Actor): Promise<MoveInNoticeView> {
    const notice = await load(this.em, MoveInNotice, noticeId);
    notice.mustGoTo(department);
    const earlier = await this.em.find(NoticeAcknowledgement, { noticeId }, { orderBy: { id: 'asc' } });
    const mine = NoticeAcknowledgement.of(noticeId, department, done, handOf(by));
    this.em.persist(mine);
    return viewOfNotice(notice, [...earlier, mine]);
  }
}
