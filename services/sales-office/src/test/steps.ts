import { expect } from '@jest/globals';
import { Refusal, type Workflow } from '@linli/kernel';

/**
 * Tries every step in every state: what the table has leads to its target, everything else is refused as an illegal step and
 * changes nothing. `in` makes the aggregate in a state.
 */
export function expectOrder<State extends string, Step extends string, A extends { state: State }>(
  workflow: Workflow<State, Step>,
  make: (state: State) => A,
  steps: Readonly<Record<Step, (aggregate: A) => void>>,
): void {
  for (const from of workflow.states) {
    for (const step of workflow.actions) {
      const aggregate = make(from);
      if (workflow.can(from, step)) {
        steps[step](aggregate);
        expect([from, step, aggregate.state]).toEqual([from, step, workflow.move(from, step)]);
      } else {
        expect(() => steps[step](aggregate)).toThrow(Refusal);
        expect([from, step, aggregate.state]).toEqual([from, step, from]);
      }
    }
  }
}

/** The code of the refusal that this meets. */
export function codeOf(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 'carried out';
}
