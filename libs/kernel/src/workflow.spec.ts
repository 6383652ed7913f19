import { describe, expect, it } from '@jest/globals';
import { Refusal } from './refusal.js';
import { workflow } from './workflow.js';

const table = {
  REGISTERED: { investigate: 'INVESTIGATED', withdraw: 'WITHDRAWN' },
  INVESTIGATED: { plan: 'PLANNED', withdraw: 'WITHDRAWN' },
  PLANNED: { approve: 'CLOSED', reject: 'INVESTIGATED' },
  CLOSED: {},
  WITHDRAWN: {},
} as const;

const complaint = workflow({ name: 'complaint', initial: 'REGISTERED', transitions: table });

const refusalOf = (step: () => unknown): unknown => {
  try {
    return step();
  } catch (error) {
    return error;
  }
};

const everyPair = complaint.states.flatMap((state) => complaint.actions.map((action) => [state, action] as const));

describe('a workflow', () => {
  it('knows its first state, its states and its actions', () => {
    expect(complaint.initial).toBe('REGISTERED');
    expect(complaint.states).toEqual(['REGISTERED', 'INVESTIGATED', 'PLANNED', 'CLOSED', 'WITHDRAWN']);
    expect(complaint.actions).toEqual(['investigate', 'withdraw', 'plan', 'approve', 'reject']);
  });

  it.each(everyPair)('in %s answers %s exactly as the table says', (state, action) => {
    const target = new Map<string, string>(Object.entries(table[state])).get(action);

    expect(complaint.can(state, action)).toBe(target !== undefined);
    expect(complaint.allowed(state).includes(action)).toBe(target !== undefined);
    if (target !== undefined) {
      expect(complaint.move(state, action)).toBe(target);
    } else {
      const refusal = refusalOf(() => complaint.move(state, action));
      expect(refusal).toBeInstanceOf(Refusal);
      expect(refusal).toMatchObject({
        kind: 'conflict',
        code: 'complaint.illegal-step',
        details: { state, action, allowed: Object.keys(table[state]) },
      });
    }
  });

  it('says in the refusal whether anything can still be done, in words', () => {
    expect(() => complaint.move('PLANNED', 'plan')).toThrow('该事项现在不能办理这一步，请刷新后查看可办理的步骤。');
    expect(() => complaint.move('CLOSED', 'plan')).toThrow('该事项已办结，不能再办理这一步。');
  });

  it('lets one action lead to different states', () => {
    const review = workflow({
      name: 'review',
      initial: 'FIRST',
      transitions: { FIRST: { approve: 'SECOND' }, SECOND: { approve: 'DONE' }, DONE: {} },
    });

    expect(review.move('FIRST', 'approve')).toBe('SECOND');
    expect(review.move('SECOND', 'approve')).toBe('DONE');
  });

  it('does not take inherited names for actions or states', () => {
    const inherited: string = 'constructor';

    expect(complaint.can('CLOSED', inherited as 'plan')).toBe(false);
    expect(complaint.allowed(inherited as 'CLOSED')).toEqual([]);
  });

  it('draws itself, loops and ends included', () => {
    expect(complaint.diagram().split('\n')).toEqual([
      'stateDiagram-v2',
      '  [*] --> REGISTERED',
      '  REGISTERED --> INVESTIGATED: investigate',
      '  REGISTERED --> WITHDRAWN: withdraw',
      '  INVESTIGATED --> PLANNED: plan',
      '  INVESTIGATED --> WITHDRAWN: withdraw',
      '  PLANNED --> CLOSED: approve',
      '  PLANNED --> INVESTIGATED: reject',
      '  CLOSED --> [*]',
      '  WITHDRAWN --> [*]',
    ]);
  });

  it('writes the constraint of its column', () => {
    expect(complaint.check('state')).toBe("state in ('REGISTERED', 'INVESTIGATED', 'PLANNED', 'CLOSED', 'WITHDRAWN')");
  });

  it('does not load with a state that no step reaches', () => {
    expect(() =>
      workflow({ name: 'lost', initial: 'OPEN', transitions: { OPEN: {}, ISLAND: { back: 'OPEN' } } }),
    ).toThrow('Workflow lost: no step leads from OPEN to ISLAND.');
  });

  it('does not load with a target that is no state', () => {
    const transitions: Record<string, Record<string, string>> = { OPEN: { close: 'CLOSED' } };

    expect(() => workflow({ name: 'torn', initial: 'OPEN', transitions })).toThrow(
      'CLOSED is not a state of the table',
    );
  });

  it('does not load with a state name that SQL or Mermaid would misread', () => {
    expect(() => workflow({ name: 'odd', initial: "O'PEN", transitions: { "O'PEN": {} } })).toThrow('letters, digits');
  });
});
