import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { now, On } from '@linli/bus';
import { MovedIn } from '@linli/contracts';
import { planCareMessage } from './plan-care-message.js';

@Controller()
export class GreetOnMoveIn {
  constructor(private readonly em: EntityManager) {}

  @On(MovedIn, { as: 'greet-on-move-in' })
  async handle({ moveInId, projectId, partyId, room }: MovedIn): Promise<void> {
    await planCareMessage(
      this.em,
      { kind: 'MOVE_IN_GREETING', subjectId: moveInId, projectId, partyId },
      { room },
      now(),
    );
  }
}
