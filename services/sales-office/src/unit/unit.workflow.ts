import { workflow, type StateOf } from '@linli/kernel';

/** The mark on the board: only a 定金 confirmed by finance leads from RESERVED to SOLD [REQ-070, 071]. */
export const unitWorkflow = workflow({
  name: 'unit',
  initial: 'AVAILABLE',
  transitions: {
    AVAILABLE: { hold: 'HELD', reserve: 'RESERVED' },
    HELD: { release: 'AVAILABLE' },
    RESERVED: { sell: 'SOLD', free: 'AVAILABLE' },
    SOLD: { sign: 'SIGNED', free: 'AVAILABLE' },
    SIGNED: { handOver: 'HANDED_OVER', takeBack: 'AVAILABLE' },
    HANDED_OVER: {},
  },
});

export type UnitState = StateOf<typeof unitWorkflow>;

const follows: readonly string[] = ['sell', 'free', 'sign', 'handOver', 'takeBack'];

/** What people may do with a unit; what follows from a deposit, a contract or a handover is no button. */
export const unitSteps = (state: UnitState): string[] =>
  unitWorkflow.allowed(state).filter((action) => !follows.includes(action));
