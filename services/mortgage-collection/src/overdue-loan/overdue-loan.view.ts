import type { CollectionContactView, DossierView, OverdueEndingView, OverdueLoanView } from '@linli/contracts';
import type { OverdueLoan } from './overdue-loan.js';
import { allowedSteps, type OverdueState } from './overdue-loan.workflow.js';

const optional = ['loanAccountId', 'partyId', 'room', 'bank', 'periods'] as const;
type Parts = 'contacts' | 'dossiers' | 'ending';

/** One row of `overdueColumns`; the single loan has the parts beside them. */
export type OverdueLoanRow = Omit<
  OverdueLoanView,
  'allowed' | 'state' | 'customerName' | 'idNumber' | Parts | (typeof optional)[number]
> & {
  readonly [K in (typeof optional)[number]]: string | number | null;
} & {
  readonly state: OverdueState;
  readonly nameMasked: string;
  readonly idNumberMasked: string | null;
  readonly contacts?: CollectionContactView[];
  readonly dossiers?: DossierView[];
  readonly ending?: OverdueEndingView | null;
};

/** An overdue loan as people see it; the debtor masked. */
export function view(found: OverdueLoanRow | OverdueLoan): OverdueLoanView {
  const {
    id,
    version,
    projectId,
    state,
    loanContractNo,
    overdueSince,
    overdueAmountFen,
    bankSuggestsLitigation,
    asOf,
    reasons,
  } = found;
  const { monthsLimit, amountLimitFen, contacts, dossiers, ending } = found;
  const present = Object.fromEntries(optional.flatMap((name) => (found[name] === null ? [] : [[name, found[name]]])));
  return {
    ...{
      id,
      version,
      projectId,
      state,
      loanContractNo,
      overdueSince,
      overdueAmountFen,
      bankSuggestsLitigation,
      asOf,
      monthsLimit,
      amountLimitFen,
    },
    ...present,
    reasons: [...reasons],
    customerName: found.nameMasked,
    ...(found.idNumberMasked === null ? {} : { idNumber: found.idNumberMasked }),
    ...(contacts ? { contacts: [...contacts] } : {}),
    ...(dossiers ? { dossiers: [...dossiers] } : {}),
    ...(ending ? { ending } : {}),
    allowed: allowedSteps(state),
  };
}

/** The columns of an OverdueLoanView in a list, from overdue_loan o. */
export const overdueColumns = `o.id, o.version, o.project_id as "projectId", o.state, o.loan_contract_no as "loanContractNo", o.loan_account_id as "loanAccountId",
  o.party_id as "partyId", o.name_masked as "nameMasked", o.id_number_masked as "idNumberMasked", o.room, o.bank, o.overdue_since::text as "overdueSince",
  o.periods, o.overdue_amount_fen::float8 as "overdueAmountFen", o.bank_suggests_litigation as "bankSuggestsLitigation", o.as_of::text as "asOf", o.reasons,
  o.months_limit as "monthsLimit", o.amount_limit_fen::float8 as "amountLimitFen"`;

/** What the single loan shows beside the columns of a list. */
export const overduePartsColumns = 'o.contacts, o.dossiers, o.ending';
