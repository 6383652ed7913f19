import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, type Actor } from '@linli/bus';
import { FollowUtility, type MoveInView } from '@linli/contracts';
import { answer } from './answer.js';
import { handOf } from './hand.js';
import { MoveIn } from './move-in.js';
import type { UtilityState } from './move-in.workflow.js';

const partOf = { PHONE: 'phone', INTERNET: 'internet', CABLE_TV: 'cableTv' } as const;

@Controller()
export class FollowUtilityHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(FollowUtility)
  async handle({ moveInId, version, utility, utilityState }: FollowUtility, by: Actor): Promise<MoveInView> {
    const moveIn = await load(this.em, MoveIn, moveInId, version);
    moveIn.followUtility(partOf[utility as keyof typeof partOf], utilityState as UtilityState, handOf(by));
    return answer(this.em, moveIn);
  }
}
