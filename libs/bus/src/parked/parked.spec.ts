import { describe, expect, it } from '@jest/globals';
import { parkedStates } from '@linli/contracts';
import { Parked } from './parked.js';
import { operatorSteps, parkedWorkflow, type ParkedState } from './parked.workflow.js';

const at = new Date('2026-05-01T01:30:00Z');
const parked = (parts: Partial<Parked> = {}): Parked =>
  Object.assign(new Parked(), {
    state: 'PARKED',
    proposedBy: null,
    skipReason: null,
    requestedBy: null,
    requestedAt: null,
    ...parts,
  });

describe('a parked event', () => {
  const retriable: readonly ParkedState[] = ['PARKED', 'SKIP_PROPOSED'];

  it('has the states that operators see', () => {
    expect(parkedWorkflow.states).toEqual(parkedStates);
  });

  it.each(parkedWorkflow.states.filter((state) => !retriable.includes(state)))(
    'that is %s is out of the operators hands',
    (state) => {
      expect(operatorSteps(state, true)).toEqual([]);
      const illegal = expect.objectContaining({ code: 'parked.illegal-step' });
      expect(() => parked({ state }).retry('yu', at)).toThrow(illegal);
      expect(() => parked({ state, proposedBy: 'yu' }).skip('liu', 'of no use', at)).toThrow(illegal);
    },
  );

  it.each(retriable)('that is %s can be run again, and a proposal to skip is forgotten', (state) => {
    const event = parked({ state, proposedBy: 'yu', skipReason: 'of no use' });
    event.retry('liu', at);
    expect(event).toMatchObject({
      state: 'RETRYING',
      requestedBy: 'liu',
      requestedAt: at,
      proposedBy: null,
      skipReason: null,
    });
  });

  it('is not skipped by one person', () => {
    const event = parked();
    event.skip('yu', 'of no use', at);
    expect(event).toMatchObject({
      state: 'SKIP_PROPOSED',
      proposedBy: 'yu',
      skipReason: 'of no use',
      requestedBy: null,
    });
    expect(() => event.skip('yu', 'really', at)).toThrow(expect.objectContaining({ code: 'parked.same-person' }));
    expect(event).toMatchObject({ state: 'SKIP_PROPOSED', skipReason: 'of no use' });
    event.skip('liu', 'of no use', at);
    expect(event).toMatchObject({ state: 'SKIPPING', proposedBy: 'yu', requestedBy: 'liu', skipReason: 'of no use' });
  });

  it('behind another one follows that, nobody moves it', () => {
    expect(operatorSteps('PARKED', true)).toEqual(['retry', 'skip']);
    expect(operatorSteps('PARKED', false)).toEqual([]);
  });
});
