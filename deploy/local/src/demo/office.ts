import { setTimeout as pause } from 'node:timers/promises';
import type { ReplyOf, RequestClass } from '@linli/contracts';
import { dayOf, type Day } from '@linli/kernel';
import type { Desk, Seen } from '@linli/testing/desk';
import type { Desks } from './desks.js';

export const projectId = 'binjiang';

/** Who decides for each role that the authority matrix may name. */
export const approvers: Readonly<Record<string, string>> = {
  SALES_MANAGER: 'sales-manager',
  SALES_DIRECTOR: 'sales-director',
  DEPUTY_GENERAL_MANAGER: 'deputy-general-manager',
  GENERAL_MANAGER: 'general-manager',
  MANAGER_IN_CHARGE: 'manager-in-charge',
  EXECUTIVE_IN_CHARGE: 'executive-in-charge',
  LEADERSHIP: 'leadership',
};

const AT_ONCE = 8;
const EFFECT_WITHIN_MS = 30_000;

/** A step of a case: in which state it is taken, and how. */
export type Step<V> = readonly [state: string, take: (view: V) => Promise<V>];

/**
 * What the loading shares. Everything may be repeated after an interruption: what is made has a fixed key and body and is made
 * once; a case goes on from the state in which it is found.
 */
export class Office {
  /** The business day on which the demo was first loaded; all its days count from it. */
  readonly today: Day;

  constructor(
    private readonly desks: Desks,
    /** When the demo was first loaded. */
    private readonly begun: Date,
  ) {
    this.today = dayOf(begun);
  }

  /** So many minutes before the demo was first loaded. */
  before(minutes: number): string {
    return new Date(this.begun.getTime() - minutes * 60_000).toISOString();
  }

  get gateway(): string {
    return this.desks.gateway;
  }

  desk(person: string): Desk {
    return this.desks.of(person);
  }

  /** Makes something, once per name; what was made before is answered as it is now. */
  make<T extends object, C extends RequestClass<T>>(
    name: string,
    person: string,
    command: C & RequestClass<T>,
    message: NoInfer<Partial<InstanceType<C>>>,
  ): Promise<ReplyOf<C>> {
    return this.desk(person).ask(command, message, `demo.${name}.${command.name}`);
  }

  /** A step of a case as `walk` takes it. */
  step<T extends object, C extends RequestClass<T>, V extends Seen & ReplyOf<C>>(
    name: string,
    person: string,
    command: C & RequestClass<T>,
    message: NoInfer<Partial<InstanceType<C>>> = {},
  ): (view: V) => Promise<ReplyOf<C>> {
    return (view) => this.desk(person).step(command, view, message, `demo.${name}.${command.name}.${view.version}`);
  }
}

/** Takes the steps in their order from the one that fits the state in which the case is found. */
export async function walk<V extends { readonly state: string }>(found: V, steps: readonly Step<V>[]): Promise<V> {
  let view = found;
  for (const [state, take] of steps) if (view.state === state) view = await take(view);
  return view;
}

/** Runs the work for all of them, some at a time. */
export async function all<T>(items: readonly T[], work: (item: T, index: number) => Promise<unknown>): Promise<void> {
  const waiting = items.map((item, index) => [item, index] as const);
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await work(...next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

/** Waits for what another department does on its own; undefined and refusals mean not yet. */
export async function effect<R>(what: string, look: () => Promise<R | undefined>): Promise<R> {
  const until = performance.now() + EFFECT_WITHIN_MS;
  for (;;) {
    try {
      const seen = await look();
      if (seen !== undefined) return seen;
    } catch (error) {
      if (performance.now() > until) throw error;
    }
    if (performance.now() > until) throw new Error(`${what} did not come within ${EFFECT_WITHIN_MS / 1_000} s`);
    await pause(50);
  }
}
