import { workflow, type StateOf } from '@linli/kernel';

/** 购房合同草稿: changed as often as needed, then signed or withdrawn; filing goes on with the contract [REQ-334, 335]. */
export const contractDraftWorkflow = workflow({
  name: 'contract-draft',
  initial: 'DRAFT',
  transitions: { DRAFT: { revise: 'DRAFT', sign: 'SIGNED', withdraw: 'WITHDRAWN' }, SIGNED: {}, WITHDRAWN: {} },
});

export type ContractDraftState = StateOf<typeof contractDraftWorkflow>;
