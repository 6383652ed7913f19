import type { ContractDraftView } from '@linli/contracts';
import { buyersColumn } from '../subscription/buyers.js';
import { columns, instant, number, present, type RowOf } from '../view/rows.js';
import { contractDraftWorkflow, type ContractDraftState } from './contract-draft.workflow.js';

export type ContractDraftRow = RowOf<ContractDraftView> & { state: ContractDraftState };

const obstacles = `case when d.state <> 'DRAFT' then '{}' else array_remove(array[
    case when d.total_price_fen <> s.agreed_price_fen then 'PRICE_NOT_AGREED' end,
    case when exists (select from party y where y.id = any(s.buyer_party_ids) and y.id_number_index is null) then 'IDENTITY_MISSING' end,
    case when exists (select from sale_change g where g.subscription_id = s.id and g.state in ('REQUESTED', 'APPROVED')) then 'CHANGE_OPEN' end
  ], null) end`;

/** A draft is read with its 认购书, so that it always names the buyers and the unit of now. */
export const contractDraftColumns = `${columns(
  'd',
  `id version state contractNo projectId subscriptionId consultantId paymentMethod loanBank loanContractNo specialClauses
   paymentSchemeId draftedBy revisedBy withdrawReason contractId`,
)}, ${columns('s', 'unitId room consultant')}, s.sign_by::text as "signBy", ${number('s.agreed_price_fen')} as "agreedPriceFen",
  ${number('d.total_price_fen')} as "totalPriceFen", ${number('d.down_payment_fen')} as "downPaymentFen",
  ${number('d.loan_amount_fen')} as "loanAmountFen", d.handover_due_on::text as "handoverDueOn", ${instant('d.drafted_at')} as "draftedAt",
  ${instant('d.revised_at')} as "revisedAt", ${obstacles} as obstacles, ${buyersColumn('s')}`;

export const draftWithSubscription = 'contract_draft d join subscription s on s.id = d.subscription_id';

export const viewOfRow = (row: ContractDraftRow): ContractDraftView =>
  present(row, contractDraftWorkflow.allowed(row.state));
