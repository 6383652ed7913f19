import { workflow, type StateOf } from '@linli/kernel';

/** 跟进中, 已定房, 流失. A lost customer who comes back is registered anew, by whoever receives him. */
export const prospectWorkflow = workflow({
  name: 'prospect',
  initial: 'FOLLOWED',
  transitions: {
    FOLLOWED: { followUp: 'FOLLOWED', buy: 'BOUGHT', lose: 'LOST' },
    BOUGHT: { followUp: 'BOUGHT', buy: 'BOUGHT', stepBack: 'FOLLOWED' },
    LOST: {},
  },
});

export type ProspectState = StateOf<typeof prospectWorkflow>;

/** Steps that a person takes; buying and stepping back follow from the 认购书. */
export const prospectSteps = (state: ProspectState): readonly string[] =>
  prospectWorkflow.allowed(state).filter((step) => step === 'followUp' || step === 'lose');
