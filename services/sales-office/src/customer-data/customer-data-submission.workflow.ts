import { workflow, type StateOf } from '@linli/kernel';

/** 客户资料上报单: accepted by the company's sales department, or returned to be completed and submitted anew [REQ-066]. */
export const customerDataWorkflow = workflow({
  name: 'customer-data-submission',
  initial: 'SUBMITTED',
  transitions: { SUBMITTED: { accept: 'ACCEPTED', return: 'RETURNED' }, ACCEPTED: {}, RETURNED: {} },
});

export type CustomerDataState = StateOf<typeof customerDataWorkflow>;
