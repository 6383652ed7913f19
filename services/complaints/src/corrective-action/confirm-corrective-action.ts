import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { ConfirmCorrectiveAction, type CorrectiveActionView } from '@linli/contracts';
import { keptDuty } from './action-clocks.js';
import { CorrectiveAction } from './corrective-action.js';
import { view } from './corrective-action.view.js';

@Controller()
export class ConfirmCorrectiveActionHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ConfirmCorrectiveAction)
  async handle({ actionId, version, finding }: ConfirmCorrectiveAction, by: Actor): Promise<CorrectiveActionView> {
    const action = await load(this.em, CorrectiveAction, actionId, version);
    action.confirm(finding, by, now());
    await keptDuty('CHECK_EFFECT', action);
    return view(action);
  }
}
