import { Controller, type Type } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { now, OnClock, type Firing } from '@linli/bus';
import { correctiveActionDuties, ruleOf } from './action-clocks.js';
import { CorrectiveAction, type CorrectiveDuty } from './corrective-action.js';

function escalatesLateAction(duty: CorrectiveDuty): Type {
  @Controller()
  class EscalateLateAction {
    constructor(private readonly em: EntityManager) {}

    @OnClock(ruleOf(duty))
    async handle({ subjectId, cycle, level, escalateTo, dueAt }: Firing): Promise<void> {
      const action = await this.em.findOne(CorrectiveAction, subjectId);
      if (!action?.owes(duty, Number(cycle))) return; // it was done while the clock was about to fire
      action.escalate(duty, level, escalateTo, dueAt, now());
    }
  }
  return EscalateLateAction;
}

/** An action that stays open goes up the chain, each level once. */
export const escalatesLateActions: readonly Type[] = correctiveActionDuties.map(escalatesLateAction);
