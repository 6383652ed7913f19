import { workflow, type StateOf } from '@linli/kernel';

/** The way of 客户资源需求申请单, up to the receiving department's signature [REQ-291..301]. */
export const dataRequestWorkflow = workflow({
  name: 'data-request',
  initial: 'DRAFT',
  transitions: {
    DRAFT: { sign: 'HEAD_SIGNED' },
    HEAD_SIGNED: { review: 'REVIEWED' },
    REVIEWED: { approve: 'APPROVED', reject: 'REJECTED' },
    APPROVED: { release: 'RELEASED' },
    REJECTED: {},
    RELEASED: { receive: 'RECEIVED' },
    RECEIVED: {},
  },
});

export type DataRequestState = StateOf<typeof dataRequestWorkflow>;
