import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, load, now, type Actor } from '@linli/bus';
import { IssueMoveInNotice, type MoveInView } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { MoveInNotice } from '../move-in-notice/move-in-notice.js';
import { answer } from './answer.js';
import { handOf } from './hand.js';
import { MoveIn } from './move-in.js';

@Controller()
export class IssueMoveInNoticeHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(IssueMoveInNotice)
  async handle(form: IssueMoveInNotice, by: Actor): Promise<MoveInView> {
    const moveIn = await load(this.em, MoveIn, form.moveInId, form.version);
    const notice = MoveInNotice.of(moveIn, form, await this.departments(), {
      noticeNo: formNo('ZH'),
      hand: handOf(by),
    });
    moveIn.issueNotice(notice, handOf(by));
    this.em.persist(notice);
    return answer(this.em, moveIn);
  }

  private async departments(): Promise<string[]> {
    const today = dayOf(now());
    const rows = await this.em.execute<{ code: string }[]>(
      'select code from internal_department where valid_from <= ? and (valid_until is null or valid_until >= ?) order by sort',
      [today, today],
    );
    return rows.map(({ code }) => code);
  }
}
