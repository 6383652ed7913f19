import type { LoanAccountView } from '@linli/contracts';

const optional = ['bank', 'loanContractNo', 'amountFen', 'disbursedOn', 'guaranteeReleasedOn', 'rescindedOn'] as const;

/** One row of `accountColumns`. */
export type LoanAccountRow = Omit<LoanAccountView, 'allowed' | (typeof optional)[number]> & {
  readonly [K in (typeof optional)[number]]: string | number | null;
};

export function view(row: LoanAccountRow): LoanAccountView {
  const { id, version, projectId, contractId, contractNo, unitId, room, partyId, paymentMethod, guaranteedOn } = row;
  const present = Object.fromEntries(optional.flatMap((name) => (row[name] === null ? [] : [[name, row[name]]])));
  return {
    ...{ id, version, projectId, contractId, contractNo, unitId, room, partyId, paymentMethod, guaranteedOn },
    ...present,
    allowed: [],
  };
}

/** The columns of a LoanAccountView, from loan_account a. */
export const accountColumns = `a.id, a.version, a.project_id as "projectId", a.contract_id as "contractId", a.contract_no as "contractNo",
  a.unit_id as "unitId", a.room, a.party_id as "partyId", a.payment_method as "paymentMethod", a.bank, a.loan_contract_no as "loanContractNo",
  a.amount_fen::float8 as "amountFen", a.disbursed_on::text as "disbursedOn", a.guaranteed_on::text as "guaranteedOn",
  a.guarantee_released_on::text as "guaranteeReleasedOn", a.rescinded_on::text as "rescindedOn"`;
