import { plusDays, type Day } from '@linli/kernel';
import { prospects, type Invented } from './names.js';
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

/** How far each of the 40 prospects comes. */
const stages: readonly PurchaseStage[] = [
  ...Array<PurchaseStage>(8).fill('FOLLOWED'),
  ...(['LOST', 'LOST', 'ISSUED', 'ISSUED', 'DEPOSIT_RECORDED', 'DEPOSIT_RECORDED', 'BOOKED', 'PAID', 'PAID'] as const),
  ...(['CANCELLED', 'SUBSCRIBED', 'SIGNING_SCHEDULED', 'STEPPED_BACK', 'STEPPED_BACK_LATE'] as const),
  ...(['SIGNED', 'SIGNED', 'FILED', 'FILED'] as const),
  ...Array<PurchaseStage>(14).fill('LOAN_DISBURSED'),
];

/** One prospect of the demo with everything that follows from how far he comes. */
export interface Deal {
  readonly n: number;
  readonly name: string;
  readonly person: Invented;
  readonly consultant: string;
  readonly stage: PurchaseStage;
  readonly room: string;
  readonly withLoan: boolean;
  readonly contractNo: string;
  readonly loanContractNo: string;
}

export const deals: readonly Deal[] = prospects.map((person, n) => {
  const stage = stages[n]!;
  const serial = String(n + 1).padStart(3, '0');
  return {
    ...{ n, person, stage, name: `deal-${serial}`, room: soldRoom(n) },
    consultant: n % 2 === 0 ? 'consultant' : 'consultant-2',
    withLoan: stage === 'LOAN_DISBURSED' || n % 2 === 1,
    contractNo: `HT-BJ-${serial}`,
    loanContractNo: `JK-BJ-${serial}`,
  };
});

export const reached = ({ stage }: Deal, wanted: PurchaseStage): boolean =>
  purchaseStages.indexOf(stage) >= purchaseStages.indexOf(wanted);

/** Those whose loan was paid out: they have titles to get, keys to take and homes to move into. */
export const owners: readonly Deal[] = deals.filter(({ stage }) => stage === 'LOAN_DISBURSED');

/** The days of a deal, each some weeks after the one before, the later prospects a little later. */
export function daysOf({ n, stage }: Deal, today: Day) {
  const back = stage === 'LOAN_DISBURSED' ? 110 : 20;
  const day = (after: number): Day => plusDays(today, after - back + (n % 5));
  return { subscribedOn: day(0), signedOn: day(7), filedOn: day(13), disbursedOn: day(40), handedOverOn: day(70) };
}
