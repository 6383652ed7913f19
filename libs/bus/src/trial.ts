/**
 * Faults that the storm plants to show that it finds them, and points at which it ends a process. Only in bundles made for it: in all
 * others the bundler writes `undefined` for these variables, whatever the environment says.
 */
const mutant = process.env['LINLI_MUTANT'];
const failAt = process.env['LINLI_FAIL_AT'];

/** All waits of consumers are divided by this, unless the service is told otherwise. */
export const trialHaste = Number(process.env['LINLI_HASTE'] ?? 1);

export type Mutant =
  | 'no-head-rule'
  | 'no-sequence-check'
  | 'ack-before-commit'
  | 'mark-before-publish'
  | 'no-broker-loss-audit'
  | 'finite-max-deliver'
  | 'order-by-id'
  | 'inbox-forgotten';

/** Between which two things a process may be killed. */
export type KillPoint =
  | 'command.before-commit'
  | 'command.after-commit'
  | 'relay.before-publish'
  | 'relay.after-publish'
  | 'relay.after-mark'
  | 'consumer.received'
  | 'consumer.before-commit'
  | 'consumer.after-commit'
  | 'consumer.after-ack'
  | 'clock.before-commit'
  | 'clock.after-commit';

export const isMutant = (name: Mutant): boolean => mutant === name;

// `relay.after-publish:3`: when this point is passed for the third time.
const [point, times] = failAt?.split(':') ?? [];
let left = Number(times ?? 1);

export function killPoint(name: KillPoint): void {
  if (name === point && --left === 0) process.kill(process.pid, 'SIGKILL');
}
