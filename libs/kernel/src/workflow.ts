import { refuse } from './refusal.js';

type Transitions<States extends string> = Readonly<Record<States, Readonly<Record<string, States>>>>;
type StatesIn<T> = keyof T & string;
type ActionsIn<T> = { [S in keyof T]: keyof T[S] }[keyof T] & string;

/** The order of an aggregate's steps: what `workflow()` makes of a table. It knows the order; who may and when is the entity's business. */
export interface Workflow<State extends string, Action extends string> {
  readonly name: string;
  readonly initial: State;
  readonly states: readonly State[];
  readonly actions: readonly Action[];
  /** The state that follows, or a thrown Refusal: conflict, `<name>.illegal-step`, with the actions that are allowed. */
  move(from: State, action: Action): State;
  /** The actions that are legal now, in the order of the table; feeds `allowed` in the views. */
  allowed(from: State): readonly Action[];
  can(from: State, action: Action): boolean;
  /** Mermaid stateDiagram-v2 text for the README. */
  diagram(): string;
  /** SQL for the CHECK constraint of the state column: `state in ('A', 'B')`. */
  check(column: string): string;
}

/** The states of a workflow, as a type for the entity's field: `StateOf<typeof complaintWorkflow>`. */
export type StateOf<W extends { readonly initial: string }> = W['initial'];

/** The actions of a workflow, as a type. */
export type ActionOf<W extends { readonly actions: readonly string[] }> = W['actions'][number];

/**
 * A transition table: `transitions: { REGISTERED: { investigate: 'INVESTIGATED' }, …, CLOSED: {} }`. Every target must be a
 * key, or it does not compile; a state that the initial one cannot reach throws when the module loads.
 */
export function workflow<const T extends Transitions<StatesIn<T>>>(table: {
  readonly name: string;
  readonly initial: NoInfer<StatesIn<T>>;
  readonly transitions: T;
}): Workflow<StatesIn<T>, ActionsIn<T>> {
  type State = StatesIn<T>;
  type Action = ActionsIn<T>;

  const { name, initial } = table;
  const steps = new Map(
    Object.entries<Readonly<Record<string, State>>>(table.transitions).map(
      ([state, targets]) => [state, new Map(Object.entries(targets))] as [State, Map<Action, State>],
    ),
  );
  const states = [...steps.keys()];
  const actions = [...new Set([...steps.values()].flatMap((targets) => [...targets.keys()]))];
  const allowed = (from: State): readonly Action[] => [...(steps.get(from)?.keys() ?? [])];

  assertSound(name, initial, steps);

  return {
    name,
    initial,
    states,
    actions,
    allowed,
    can: (from, action) => steps.get(from)?.has(action) ?? false,
    move(from, action) {
      const to = steps.get(from)?.get(action);
      if (to !== undefined) return to;
      const legal = allowed(from);
      const sentence =
        legal.length > 0 ? '该事项现在不能办理这一步，请刷新后查看可办理的步骤。' : '该事项已办结，不能再办理这一步。';
      throw refuse.conflict(`${name}.illegal-step`, sentence, {
        state: from,
        action,
        allowed: legal,
      });
    },
    diagram() {
      const arrows = [...steps].flatMap(([from, targets]) =>
        [...targets].map(([action, to]) => `  ${from} --> ${to}: ${action}`),
      );
      const ends = states.filter((state) => steps.get(state)?.size === 0).map((state) => `  ${state} --> [*]`);
      return ['stateDiagram-v2', `  [*] --> ${initial}`, ...arrows, ...ends].join('\n');
    },
    check: (column) => `${column} in (${states.map((state) => `'${state}'`).join(', ')})`,
  };
}

function assertSound(name: string, initial: string, steps: ReadonlyMap<string, ReadonlyMap<string, string>>): void {
  const reached = new Set([initial]);
  for (const state of reached) {
    const targets = steps.get(state);
    if (!targets) throw new RangeError(`Workflow ${name}: ${state} is not a state of the table.`);
    for (const target of targets.values()) reached.add(target);
  }
  for (const state of steps.keys()) {
    if (!/^[A-Za-z]\w*$/.test(state)) {
      throw new RangeError(`Workflow ${name}: the state name ${state} must be letters, digits and underscores.`);
    }
    if (!reached.has(state)) throw new RangeError(`Workflow ${name}: no step leads from ${initial} to ${state}.`);
  }
}
