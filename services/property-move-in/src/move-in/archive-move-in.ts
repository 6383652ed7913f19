import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, type Actor } from '@linli/bus';
import { ArchiveMoveIn, type MoveInView } from '@linli/contracts';
import { answer } from './answer.js';
import { handOf } from './hand.js';
import { MoveIn } from './move-in.js';

@Controller()
export class ArchiveMoveInHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ArchiveMoveIn)
  async handle({ moveInId, version }: ArchiveMoveIn, by: Actor): Promise<MoveInView> {
    const moveIn = await load(this.em, MoveIn, moveInId, version);
    moveIn.archive(handOf(by));
    return answer(this.em, moveIn);
  }
}
