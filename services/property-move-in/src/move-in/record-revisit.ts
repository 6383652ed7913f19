import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, settleClock, type Actor } from '@linli/bus';
import { RecordRevisit, type MoveInView } from '@linli/contracts';
import { answer } from './answer.js';
import { handOf } from './hand.js';
import { MoveIn } from './move-in.js';

@Controller()
export class RecordRevisitHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(RecordRevisit)
  async handle(
    { moveInId, version, revisitedOn: on, score, evaluation }: RecordRevisit,
    by: Actor,
  ): Promise<MoveInView> {
    const moveIn = await load(this.em, MoveIn, moveInId, version);
    moveIn.recordRevisit({ on, score, evaluation }, handOf(by));
    await settleClock('revisit-due', moveIn);
    return answer(this.em, moveIn);
  }
}
