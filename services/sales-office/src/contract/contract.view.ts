import type { ContractView } from '@linli/contracts';
import type { Party } from '@linli/parties';
import { buyersColumn, buyerView } from '../subscription/buyers.js';
import { columns, number, present, type RowOf } from '../view/rows.js';
import type { Contract } from './contract.js';
import { contractSteps, type ContractState } from './contract.workflow.js';

export type ContractRow = RowOf<ContractView> & { state: ContractState };

export const contractColumns = `${columns(
  'c',
  `id version contractNo state projectId subscriptionId unitId room consultantId consultant enteredBy paymentMethod
   loanBank loanContractNo specialClauses filingNo rescindReason`,
)}, c.signed_on::text as "signedOn", c.handover_due_on::text as "handoverDueOn", c.filed_on::text as "filedOn",
  c.loan_disbursed_on::text as "loanDisbursedOn", c.rescinded_on::text as "rescindedOn", ${number('c.total_price_fen')} as "totalPriceFen",
  ${number('c.down_payment_fen')} as "downPaymentFen", ${number('c.loan_amount_fen')} as "loanAmountFen", ${buyersColumn('c')}`;

export const viewOfRow = (row: ContractRow): ContractView => present(row, contractSteps(row.state, row.paymentMethod));

export function view(contract: Contract, buyers: readonly Party[]): ContractView {
  const { id, version, contractNo, state, projectId, subscriptionId, unitId, room } = contract;
  const { consultantId, consultant, enteredBy, signedOn, paymentMethod, totalPriceFen, downPaymentFen } = contract;
  const { loanBank, loanContractNo, loanAmountFen, handoverDueOn, specialClauses } = contract;
  const { filedOn, filingNo, loanDisbursedOn, rescindedOn, rescindReason } = contract;
  return viewOfRow({
    ...{ id, version, contractNo, state, projectId, subscriptionId, unitId, room, consultantId, consultant, enteredBy },
    ...{ signedOn, paymentMethod, totalPriceFen, downPaymentFen, loanBank, loanContractNo, loanAmountFen },
    ...{ handoverDueOn, specialClauses, filedOn, filingNo, loanDisbursedOn, rescindedOn, rescindReason },
    buyers: buyers.map(buyerView),
  });
}
