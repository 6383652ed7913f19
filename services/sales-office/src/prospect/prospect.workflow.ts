import { workflow, type StateOf } from '@linli/kernel';

/** 跟进中, 已定房, 流失, 已失保护. A lost customer who comes back is registered anew, by whoever receives him. */
export const prospectWorkflow = workflow({
  name: 'prospect',
  initial: 'FOLLOWED',
  transitions: {
    FOLLOWED: {
      followUp: 'FOLLOWED',
      recordProfile: 'FOLLOWED',
      buy: 'BOUGHT',
      lose: 'LOST',
      assign: 'FOLLOWED',
      release: 'RELEASED',
    },
    BOUGHT: { followUp: 'BOUGHT', recordProfile: 'BOUGHT', buy: 'BOUGHT', stepBack: 'FOLLOWED', assign: 'BOUGHT' },
    LOST: {},
    RELEASED: {},
  },
});

export type ProspectState = StateOf<typeof prospectWorkflow>;

const follows: readonly string[] = ['buy', 'stepBack', 'release'];

/** Steps that a person takes; buying and stepping back follow from the 认购书, releasing from a colleague's claim. */
export const prospectSteps = (state: ProspectState): readonly string[] =>
  prospectWorkflow.allowed(state).filter((step) => !follows.includes(step));
