import { workflow, type StateOf } from '@linli/kernel';

/** 延期付款: asked for by the sales office, decided by whom the authority matrix names [REQ-095]. */
export const paymentDeferralWorkflow = workflow({
  name: 'payment-deferral',
  initial: 'REQUESTED',
  transitions: {
    REQUESTED: { approve: 'APPROVED', reject: 'REJECTED', withdraw: 'WITHDRAWN' },
    APPROVED: {},
    REJECTED: {},
    WITHDRAWN: {},
  },
});

export type PaymentDeferralState = StateOf<typeof paymentDeferralWorkflow>;
