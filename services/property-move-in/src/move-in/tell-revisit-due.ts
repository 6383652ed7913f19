import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { OnClock, type Firing } from '@linli/bus';
import { MoveIn } from './move-in.js';

@Controller()
export class TellRevisitDue {
  constructor(private readonly em: EntityManager) {}

  @OnClock('revisit-due')
  async handle({ subjectId }: Firing): Promise<void> {
    const moveIn = await this.em.findOne(MoveIn, subjectId);
    if (!moveIn || moveIn.revisitedOn) return; // the visit was paid while the clock was about to fire
    moveIn.tellRevisitDue();
  }
}
