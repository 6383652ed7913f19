import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, type Actor } from '@linli/bus';
import { ArrangeServices, type MoveInView } from '@linli/contracts';
import { answer } from './answer.js';
import { handOf } from './hand.js';
import { MoveIn } from './move-in.js';
import type { Utilities } from './move-in.workflow.js';

@Controller()
export class ArrangeServicesHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ArrangeServices)
  async handle(
    {
      moveInId,
      version,
      serviceBriefed: briefed,
      phone,
      internet,
      cableTv,
      parkingPass,
      parkingPassNo,
    }: ArrangeServices,
    by: Actor,
  ): Promise<MoveInView> {
    const moveIn = await load(this.em, MoveIn, moveInId, version);
    moveIn.arrangeServices(
      { briefed, utilities: { phone, internet, cableTv } as Utilities, parkingPass, parkingPassNo },
      handOf(by),
    );
    return answer(this.em, moveIn);
  }
}
