import { workflow, type StateOf } from '@linli/kernel';

export const disclosureWorkflow = workflow({
  name: 'disclosure',
  initial: 'ON_DISPLAY',
  transitions: {
    ON_DISPLAY: { check: 'ON_DISPLAY', takeDown: 'TAKEN_DOWN', replace: 'REPLACED' },
    TAKEN_DOWN: {},
    REPLACED: {},
  },
});

export type DisclosureState = StateOf<typeof disclosureWorkflow>;

/** People check; what they find, or a newer notice, ends it. */
export const disclosureSteps = (state: DisclosureState): readonly string[] => (state === 'ON_DISPLAY' ? ['check'] : []);
