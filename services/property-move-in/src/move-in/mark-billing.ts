import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, type Actor } from '@linli/bus';
import { MarkBilling, type MoveInView } from '@linli/contracts';
import { answer } from './answer.js';
import { handOf } from './hand.js';
import { MoveIn } from './move-in.js';

@Controller()
export class MarkBillingHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(MarkBilling)
  async handle({ moveInId, version }: MarkBilling, by: Actor): Promise<MoveInView> {
    const moveIn = await load(this.em, MoveIn, moveInId, version);
    moveIn.markBilling(handOf(by));
    return answer(this.em, moveIn);
  }
}
