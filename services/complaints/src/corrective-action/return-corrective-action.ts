import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { ReturnCorrectiveAction, type CorrectiveActionView } from '@linli/contracts';
import { keptDuty, startClock } from './action-clocks.js';
import { CorrectiveAction } from './corrective-action.js';
import { view } from './corrective-action.view.js';

@Controller()
export class ReturnCorrectiveActionHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ReturnCorrectiveAction)
  async handle({ actionId, version, finding }: ReturnCorrectiveAction, by: Actor): Promise<CorrectiveActionView> {
    const action = await load(this.em, CorrectiveAction, actionId, version);
    action.return(finding, by, now());
    await keptDuty('CHECK_EFFECT', action);
    action.sendAgain(await startClock('CARRY_OUT', action));
    return view(action);
  }
}
