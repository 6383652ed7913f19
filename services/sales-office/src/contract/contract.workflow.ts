import { workflow, type StateOf } from '@linli/kernel';

/** 购房合同: signed, filed with the authority, and for a loan paid out by the bank [REQ-334, 123, 124]. */
export const contractWorkflow = workflow({
  name: 'contract',
  initial: 'SIGNED',
  transitions: {
    SIGNED: { file: 'FILED', rescind: 'RESCINDED' },
    FILED: { disburseLoan: 'LOAN_DISBURSED', rescind: 'RESCINDED' },
    LOAN_DISBURSED: { rescind: 'RESCINDED' },
    RESCINDED: {},
  },
});

export type ContractState = StateOf<typeof contractWorkflow>;

const LOANS: readonly string[] = ['MORTGAGE', 'PROVIDENT_FUND', 'COMBINED'];

/** Whether a bank or the provident fund pays a part. */
export const isLoan = (paymentMethod: string): boolean => LOANS.includes(paymentMethod);

/** Steps that are possible now; without a loan nothing is paid out, and a rescission is requested, approved and carried out. */
export const contractSteps = (state: ContractState, paymentMethod: string): readonly string[] =>
  contractWorkflow
    .allowed(state)
    .filter((step) => step !== 'rescind' && (step !== 'disburseLoan' || isLoan(paymentMethod)));
