import type { PaymentLineView, SchemePart } from '@linli/contracts';
import { plusDays, refuse, split, type Day, type Fen } from '@linli/kernel';
import { isLoan } from '../contract/contract.workflow.js';

export type PlanLine = PaymentLineView;

/** What a contract says of the money, and how the rest is paid. */
export interface Terms {
  readonly paymentMethod: string;
  readonly totalPriceFen: Fen;
  readonly depositFen: Fen;
  readonly depositPaidOn: Day;
  readonly loanFen: Fen;
  readonly signedOn: Day;
  readonly parts: readonly SchemePart[];
  /** Natural days from the signing to the payout that is expected of the bank. */
  readonly loanDays: number;
}

/**
 * 应交款 from the payment method: the deposit that was paid, what the buyer pays himself in the shares of the scheme, and the loan. The
 * lines sum to the price, to the fen. Refuses `payment-plan.more-than-price` when deposit and loan exceed it.
 */
export function instalmentsOf(terms: Terms): PlanLine[] {
  const { paymentMethod, totalPriceFen, depositFen, depositPaidOn, loanFen, signedOn, parts, loanDays } = terms;
  const own = totalPriceFen - depositFen - loanFen;
  if (own < 0)
    throw refuse.rule('payment-plan.more-than-price', '定金与贷款之和超过合同总价，请核对贷款金额。', {
      depositFen,
      loanFen,
    });
  const item = isLoan(paymentMethod) ? 'DOWN_PAYMENT' : 'INSTALMENT';
  const shares = split(
    own,
    parts.map(({ basisPoints }) => basisPoints),
  );
  const ownLines = parts.map(({ daysAfterSigning }, part) => ({
    item,
    dueOn: plusDays(signedOn, daysAfterSigning),
    dueFen: shares[part] ?? 0,
    paidFen: 0,
  }));
  const loan = { item: 'LOAN', dueOn: plusDays(signedOn, loanDays), dueFen: loanFen, paidFen: 0 };
  const deposit = { item: 'DEPOSIT', dueOn: depositPaidOn, dueFen: depositFen, paidFen: depositFen };
  const rest = [...ownLines, loan].filter(({ dueFen }) => dueFen > 0);
  return [
    ...(depositFen > 0 ? [{ termNo: 0, ...deposit }] : []),
    ...rest.map((line, i) => ({ termNo: i + 1, ...line })),
  ];
}

export const openFen = ({ dueFen, paidFen }: PlanLine): Fen => dueFen - paidFen;

/** The oldest day on which money is still owed. */
export const nextDueOn = (lines: readonly PlanLine[]): Day | null =>
  lines
    .filter((line) => openFen(line) > 0)
    .map(({ dueOn }) => dueOn)
    .sort()[0] ?? null;

/**
 * Puts money to the lines: to the term it was paid for, or to the buyer's own terms, the oldest first. A loan is paid out by the bank
 * and never by a payment. Refuses `payment.more-than-owed` when something would be left over.
 */
export function allocate(lines: readonly PlanLine[], amountFen: Fen, termNo?: number): PlanLine[] {
  const targets = lines
    .filter((line) => line.item !== 'LOAN' && (termNo === undefined || line.termNo === termNo))
    .toSorted((a, b) => (a.dueOn === b.dueOn ? a.termNo - b.termNo : a.dueOn < b.dueOn ? -1 : 1));
  let left = amountFen;
  const paid = new Map<number, Fen>();
  for (const line of targets) {
    const part = Math.min(left, openFen(line));
    paid.set(line.termNo, part);
    left -= part;
  }
  if (left > 0)
    throw refuse.rule('payment.more-than-owed', '交款金额超过应交未交的金额，请核对金额或期次。', {
      owedFen: amountFen - left,
    });
  return lines.map((line) => ({ ...line, paidFen: line.paidFen + (paid.get(line.termNo) ?? 0) }));
}
