import {
  CloseLitigation,
  CureOverdueLoan,
  FindLoanAccounts,
  overdueStates,
  RecordOverdueLoan,
  RemindDebtor,
  SendDossier,
  StartLitigation,
  type OverdueLoanView,
} from '@linli/contracts';
import { plusDays } from '@linli/kernel';
import { bankOf, owners, type Deal } from './deals.js';
import { all, effect, projectId, walk, type Office, type Step } from './office.js';

type OverdueState = (typeof overdueStates)[number];

const SMALL_FEN = 1_280_000;
const LARGE_FEN = 3_560_050;

/** 按揭逾期: one loan in each state; those on the way to court owe more than the limit. */
export async function loadOverdueLoans(office: Office): Promise<number> {
  await all(overdueStates, (target, i) => collect(office, owners[i]!, target));
  return overdueStates.length;
}

async function collect(office: Office, deal: Deal, target: OverdueState): Promise<void> {
  const { name, room, person, loanContractNo } = deal;
  await effect(`the loan account of ${name}`, async () => {
    const { items } = await office.desk('finance').ask(FindLoanAccounts, { projectId, loanContractNo });
    return items[0];
  });
  const onTheWayToCourt = ['LITIGATION_CANDIDATE', 'DOSSIER_SENT', 'LITIGATION', 'CLOSED'].includes(target);
  const made = await office.make(name, 'finance', RecordOverdueLoan, {
    ...{ projectId, loanContractNo, room, bank: bankOf(deal), customerName: person.name, idNumber: person.idNumber },
    ...{ overdueSince: plusDays(office.today, -32), periods: 1, asOf: office.today },
    overdueAmountFen: onTheWayToCourt ? LARGE_FEN : SMALL_FEN,
  });
  await walk(made, stepsTo(office, name, target));
}

function stepsTo(office: Office, name: string, target: OverdueState): Step<OverdueLoanView>[] {
  const reminder = {
    kind: 'PHONE',
    content: '提醒按期归还逾期款项',
    answer: '月底前归还',
    promisedOn: plusDays(office.today, 8),
  };
  const dossier = { summary: '多次催缴未果', papers: ['借款合同', '担保合同', '催缴记录'] };
  const remind = office.step(name, 'collection-officer', RemindDebtor, reminder);
  if (target === 'REMINDED') return [['OVERDUE', remind]];
  if (target === 'CURED') {
    const cure = office.step(name, 'finance', CureOverdueLoan, { curedOn: office.today });
    return [
      ['OVERDUE', remind],
      ['REMINDED', cure],
    ];
  }
  const toCourt: Step<OverdueLoanView>[] = [
    ['LITIGATION_CANDIDATE', office.step(name, 'collection-officer', SendDossier, dossier)],
    ['DOSSIER_SENT', office.step(name, 'general-admin', StartLitigation, { decision: '同意起诉' })],
    ['LITIGATION', office.step(name, 'general-admin', CloseLitigation, { reason: '调解结案,欠款已结清' })],
  ];
  const count = { DOSSIER_SENT: 1, LITIGATION: 2, CLOSED: 3 }[target as string] ?? 0;
  return toCourt.slice(0, count);
}
