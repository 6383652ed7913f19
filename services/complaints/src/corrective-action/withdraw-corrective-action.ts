import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { WithdrawCorrectiveAction, type CorrectiveActionView } from '@linli/contracts';
import { endClocks } from './action-clocks.js';
import { CorrectiveAction } from './corrective-action.js';
import { view } from './corrective-action.view.js';

@Controller()
export class WithdrawCorrectiveActionHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(WithdrawCorrectiveAction)
  async handle({ actionId, version, reason }: WithdrawCorrectiveAction, by: Actor): Promise<CorrectiveActionView> {
    const action = await load(this.em, CorrectiveAction, actionId, version);
    action.withdraw(reason, by, now());
    await endClocks(action);
    return view(action);
  }
}
