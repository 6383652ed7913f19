import type { paymentMethods } from '@linli/contracts';
import { plusDays, type Day } from '@linli/kernel';
import { others, prospects, type Invented } from './names.js';
import { soldRoom } from './units.js';

export const purchaseStages = [
  'FOLLOWED',
  'LOST',
  'ISSUED',
  'DEPOSIT_RECORDED',
  'BOOKED',
  'PAID',
  'CANCELLED',
  'SUBSCRIBED',
  'SIGNING_SCHEDULED',
  'STEPPED_BACK',
  'STEPPED_BACK_LATE',
  'SIGNED',
  'FILED',
  'LOAN_DISBURSED',
] as const;
export type PurchaseStage = (typeof purchaseStages)[number];

/** Those of `others` before are visitors, tenants and friends. */
const FIRST_FURTHER = 30;

/** How far each of the 40 prospects comes. */
const stages: readonly PurchaseStage[] = [
  ...Array<PurchaseStage>(8).fill('FOLLOWED'),
  ...(['LOST', 'LOST', 'ISSUED', 'ISSUED', 'DEPOSIT_RECORDED', 'DEPOSIT_RECORDED', 'BOOKED', 'PAID', 'PAID'] as const),
  ...(['CANCELLED', 'SUBSCRIBED', 'SIGNING_SCHEDULED', 'STEPPED_BACK', 'STEPPED_BACK_LATE'] as const),
  ...(['SIGNED', 'SIGNED', 'FILED', 'FILED'] as const),
  ...Array<PurchaseStage>(14).fill('LOAN_DISBURSED'),
];

export type PaymentMethod = (typeof paymentMethods)[number];
export const loans = ['MORTGAGE', 'COMBINED', 'PROVIDENT_FUND'] as const;

/** One prospect of the demo with everything that follows from how far he comes. */
export interface Deal {
  readonly n: number;
  readonly name: string;
  readonly person: Invented;
  readonly consultant: string;
  readonly stage: PurchaseStage;
  readonly room: string;
  readonly paymentMethod: PaymentMethod;
  readonly contractNo: string;
  readonly loanContractNo: string;
}

function dealOf(n: number, person: Invented, stage: PurchaseStage, paymentMethod: PaymentMethod): Deal {
  const serial = String(n + 1).padStart(3, '0');
  return {
    ...{ n, person, stage, paymentMethod, name: `deal-${serial}`, room: soldRoom(n) },
    consultant: n % 2 === 0 ? 'consultant' : 'consultant-2',
    contractNo: `HT-BJ-${serial}`,
    loanContractNo: `JK-BJ-${serial}`,
  };
}

export const deals: readonly Deal[] = prospects.map((person, n) => {
  const stage = stages[n]!;
  const method = stage === 'LOAN_DISBURSED' ? loans[n % loans.length]! : n % 2 === 1 ? 'MORTGAGE' : 'LUMP_SUM';
  return dealOf(n, person, stage, method);
});

const further = (first: number, many: number, stage: PurchaseStage, method: PaymentMethod): readonly Deal[] =>
  others
    .slice(FIRST_FURTHER + first, FIRST_FURTHER + first + many)
    .map((person, i) => dealOf(prospects.length + first + i, person, stage, method));

/** Buyers who want something changed before they sign: two for each kind of change, and two who have had theirs. */
export const changing: readonly Deal[] = further(0, 12, 'SUBSCRIBED', 'LUMP_SUM');
/** Buyers who want to be rid of their contract. */
export const leaving: readonly Deal[] = further(12, 3, 'SIGNED', 'LUMP_SUM');
/** Buyers who pay in instalments. */
export const paying: readonly Deal[] = further(15, 2, 'SIGNED', 'INSTALMENTS');
export const everyDeal: readonly Deal[] = [...deals, ...changing, ...leaving, ...paying];

export const isLoan = (method: PaymentMethod): boolean => loans.some((loan) => loan === method);

export const reached = ({ stage }: Deal, wanted: PurchaseStage): boolean =>
  purchaseStages.indexOf(stage) >= purchaseStages.indexOf(wanted);

/** Those whose loan was paid out: they have titles to get, keys to take and homes to move into. */
export const owners: readonly Deal[] = deals.filter(({ stage }) => stage === 'LOAN_DISBURSED');

export const bankOf = ({ paymentMethod }: Deal): string =>
  paymentMethod === 'PROVIDENT_FUND' ? '杭州住房公积金管理中心' : '建设银行';

/** Whose contract has special clauses. */
export const promised = ({ stage, n }: Deal): boolean =>
  stage === 'SIGNED' || (stage === 'LOAN_DISBURSED' && n % 4 === 0);

/** The days of a deal, each some weeks after the one before, the later prospects a little later. */
export function daysOf({ n, stage }: Deal, today: Day) {
  const back = stage === 'LOAN_DISBURSED' ? 110 : 20;
  const day = (after: number): Day => plusDays(today, after - back + (n % 5));
  return { subscribedOn: day(0), signedOn: day(7), filedOn: day(13), disbursedOn: day(40), handedOverOn: day(70) };
}
