import { cancelClock, now, planClock, planFirstClocks, settleClock } from '@linli/bus';
import type { CorrectiveAction, CorrectiveDuty } from './corrective-action.js';

export const correctiveActionDuties: readonly CorrectiveDuty[] = ['ACKNOWLEDGE', 'CARRY_OUT', 'CHECK_EFFECT'];

/** The rule of the clock: `corrective-action.carry-out`. Its cycle is the round. */
export const ruleOf = (duty: CorrectiveDuty): string => `corrective-action.${duty.toLowerCase().replaceAll('_', '-')}`;

/** The first clocks of an action that begins in this command: 签收 and 落实. Answers with the day on which the latter is due. */
export async function startClocks(action: CorrectiveAction): Promise<string> {
  const [, carryOut] = await planFirstClocks(action, [{ rule: ruleOf('ACKNOWLEDGE') }, { rule: ruleOf('CARRY_OUT') }]);
  return carryOut!.dueOn;
}

/** Something is owed in this round from now on. Answers with the day on which it is due. */
export async function startClock(duty: CorrectiveDuty, action: CorrectiveAction): Promise<string> {
  const { requestedAt: caseSince, round } = action;
  const { dueOn } = await planClock(ruleOf(duty), action, { from: now(), cycle: String(round), caseSince });
  return dueOn;
}

export const keptDuty = (duty: CorrectiveDuty, action: CorrectiveAction): Promise<void> =>
  settleClock(ruleOf(duty), action);

/** Nothing is owed of what was taken back. */
export async function endClocks(action: CorrectiveAction): Promise<void> {
  for (const duty of correctiveActionDuties) await cancelClock(ruleOf(duty), action);
}
