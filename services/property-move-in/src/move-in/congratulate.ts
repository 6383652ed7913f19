import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, type Actor } from '@linli/bus';
import { Congratulate, type MoveInView } from '@linli/contracts';
import { MoveInTask } from '../move-in-task/move-in-task.js';
import { answer } from './answer.js';
import { handOf } from './hand.js';
import { MoveIn } from './move-in.js';

@Controller()
export class CongratulateHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(Congratulate)
  async handle({ moveInId, version, needs }: Congratulate, by: Actor): Promise<MoveInView> {
    const moveIn = await load(this.em, MoveIn, moveInId, version);
    moveIn.congratulate(handOf(by));
    for (const need of needs) this.em.persist(MoveInTask.of(moveIn, need, handOf(by)));
    return answer(this.em, moveIn);
  }
}
