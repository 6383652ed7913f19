import { workflow, type StateOf } from '@linli/kernel';

/** A plan is open until everything is paid, or until there is no sale any more [REQ-093]. */
export const paymentPlanWorkflow = workflow({
  name: 'payment-plan',
  initial: 'OPEN',
  transitions: {
    OPEN: {
      receive: 'OPEN',
      settle: 'SETTLED',
      defer: 'OPEN',
      recordMortgageProgress: 'OPEN',
      cancel: 'CANCELLED',
    },
    SETTLED: { cancel: 'CANCELLED' },
    CANCELLED: {},
  },
});

export type PaymentPlanState = StateOf<typeof paymentPlanWorkflow>;

/** What a person may do with the plan itself; the rest follows from payments, deferrals and changes of the sale. */
export const paymentPlanSteps = (state: PaymentPlanState, mortgageStage: string | null): readonly string[] =>
  paymentPlanWorkflow
    .allowed(state)
    .filter((step) => step === 'recordMortgageProgress' && mortgageStage !== null && mortgageStage !== 'DISBURSED');
