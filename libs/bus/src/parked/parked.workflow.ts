import { workflow, type StateOf } from '@linli/kernel';

/** The way of a parked event. Operators retry and skip; fail, succeed and finish are the consumer's own. */
export const parkedWorkflow = workflow({
  name: 'parked',
  initial: 'PARKED',
  transitions: {
    PARKED: { retry: 'RETRYING', skip: 'SKIP_PROPOSED' },
    RETRYING: { succeed: 'RESOLVED', fail: 'PARKED' },
    SKIP_PROPOSED: { retry: 'RETRYING', skip: 'SKIPPING' },
    SKIPPING: { finish: 'SKIPPED' },
    RESOLVED: {},
    SKIPPED: {},
  },
});

export type ParkedState = StateOf<typeof parkedWorkflow>;

const byOperators: ReadonlySet<string> = new Set(['retry', 'skip']);

/** What an operator may do now; only the first event of an aggregate can be moved, the others follow it. */
export const operatorSteps = (state: ParkedState, isFirst: boolean): string[] =>
  isFirst ? parkedWorkflow.allowed(state).filter((step) => byOperators.has(step)) : [];
