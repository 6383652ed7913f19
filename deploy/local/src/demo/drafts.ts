import { DrawContractDraft, WithdrawContractDraft } from '@linli/contracts';
import { plusDays } from '@linli/kernel';
import { daysOf, deals } from './deals.js';
import { walk, type Office } from './office.js';
import type { Sales } from './sales.js';

/** 购房合同草稿: one that was withdrawn, and the one that is read by the customer now; a third was signed with its sale. */
export async function loadDrafts(office: Office, sales: Sales): Promise<number> {
  const deal = deals.find(({ stage }) => stage === 'SUBSCRIBED')!;
  const { name, consultant, contractNo, room } = deal;
  const terms = {
    ...{ subscriptionId: sales.subscriptionOf(deal).id, totalPriceFen: sales.prices.get(room)!.totalPriceFen },
    ...{ paymentMethod: 'LUMP_SUM', handoverDueOn: plusDays(daysOf(deal, office.today).handedOverOn, 300) },
  };
  const first = await office.make(`${name}-first`, consultant, DrawContractDraft, { ...terms, contractNo });
  const withdraw = office.step(`${name}-first`, consultant, WithdrawContractDraft, { reason: '客户要求增加条款' });
  await walk(first, [['DRAFT', withdraw]]);
  await office.make(`${name}-second`, consultant, DrawContractDraft, {
    ...{ ...terms, contractNo: `${contractNo}-2` },
    specialClauses: [{ text: '交付前加装入户玄关柜', debtor: '邻里置业', dueOn: terms.handoverDueOn }],
  });
  return 3;
}
