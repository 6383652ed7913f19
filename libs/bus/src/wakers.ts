import type { EntityManager } from '@mikro-orm/postgresql';
import type { Committed } from './outbox/row.js';

/** What is woken after a commit of a service: its relay when events wait, its clocks when some were planned. */
export interface Wakers {
  readonly relay: (committed: readonly Committed[]) => void;
  readonly clocks: () => void;
}

const wakers = new WeakMap<EntityManager, Wakers>();

/** From now on commits of this service wake these. */
export function wakeAfterCommit(root: EntityManager, woken: Wakers): void {
  wakers.set(root, woken);
}

/** These events are committed. */
export function told(root: EntityManager, events: readonly Committed[]): void {
  wakers.get(root)?.relay(events);
}

/** Clocks were planned that may be due already. */
export function wakeClocks(root: EntityManager): void {
  wakers.get(root)?.clocks();
}
