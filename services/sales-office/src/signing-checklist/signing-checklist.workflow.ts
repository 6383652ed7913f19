import { workflow, type StateOf } from '@linli/kernel';

export const signingChecklistWorkflow = workflow({
  name: 'signing-checklist',
  initial: 'OPEN',
  transitions: { OPEN: { check: 'OPEN', finish: 'CHECKED' }, CHECKED: {} },
});

export type SigningChecklistState = StateOf<typeof signingChecklistWorkflow>;

/** People check items; the last one finishes the list. */
export const signingChecklistSteps = (state: SigningChecklistState): readonly string[] =>
  state === 'OPEN' ? ['check'] : [];
