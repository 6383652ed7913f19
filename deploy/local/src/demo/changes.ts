import {
  ApproveSaleChange,
  ExecuteSaleChange,
  FindRefunds,
  GetSubscription,
  PayRefund,
  RejectSaleChange,
  RequestCancellation,
  RequestDiscount,
  RequestNameChange,
  RequestPriceChange,
  RequestRescission,
  RequestSwap,
  ScheduleSigning,
  WithdrawSaleChange,
  type SaleChangeView,
  type SubscriptionView,
} from '@linli/contracts';
import { plusDays } from '@linli/kernel';
import { changing, deals, leaving, type Deal } from './deals.js';
import { others } from './names.js';
import { all, approvers, projectId, walk, type Office } from './office.js';
import type { Sales } from './sales.js';

type Asking = (name: string) => Promise<SaleChangeView>;
type Kind = 'SWAP' | 'CANCELLATION' | 'PRICE' | 'DISCOUNT' | 'NAME';

const kinds: readonly Kind[] = ['SWAP', 'CANCELLATION', 'PRICE', 'DISCOUNT', 'NAME'];
const DISCOUNT_FEN = 1_000_000;
const REFUND_FEN = 4_000_000;

/** 换房、退房、改价、优惠、更名、解除合同: each kind asked for, approved, rejected, withdrawn and carried out. */
export async function loadChanges(office: Office, sales: Sales): Promise<number> {
  await all(kinds, async (kind, i) => {
    await askAgain(office, changing[2 * i]!, asking(office, sales, changing[2 * i]!, kind));
    await approved(office, changing[2 * i + 1]!, asking(office, sales, changing[2 * i + 1]!, kind));
  });
  await Promise.all([
    carriedOut(office, sales, changing[10]!, ['SWAP', 'PRICE', 'DISCOUNT', 'NAME']),
    carriedOut(office, sales, changing[11]!, ['NAME']),
    askAgain(office, leaving[0]!, rescinding(office, sales, leaving[0]!)),
    approved(office, leaving[1]!, rescinding(office, sales, leaving[1]!)),
    rescinded(office, sales, leaving[2]!),
  ]);
  await payBack(office);
  return kinds.length * 5 + 5;
}

function asking(office: Office, sales: Sales, deal: Deal, kind: Kind): Asking {
  const { consultant, n } = deal;
  const { id: subscriptionId } = sales.subscriptionOf(deal);
  const listFen = sales.prices.get(deal.room)!.totalPriceFen;
  return (name) => {
    if (kind === 'SWAP') {
      const { id: newUnitId } = sales.prices.get(`2-2-${3 + (n % 12)}01`)!;
      return office.make(name, consultant, RequestSwap, { subscriptionId, newUnitId, reason: '客户希望换到较高楼层' });
    }
    if (kind === 'CANCELLATION')
      return office.make(name, consultant, RequestCancellation, {
        ...{ subscriptionId, refundFen: REFUND_FEN, reason: '工作调动离杭', reasonCode: 'CHANGED_MIND' },
      });
    if (kind === 'PRICE')
      return office.make(name, consultant, RequestPriceChange, {
        subscriptionId,
        newPriceFen: listFen - DISCOUNT_FEN,
        reason: '按团购价执行',
      });
    if (kind === 'DISCOUNT')
      return office.make(name, consultant, RequestDiscount, {
        subscriptionId,
        discountFen: DISCOUNT_FEN,
        reason: '老业主推荐优惠',
      });
    return office.make(name, consultant, RequestNameChange, {
      subscriptionId,
      buyers: [{ name: others[n]!.name }],
      reason: '改由配偶购买',
    });
  };
}

const rescinding =
  (office: Office, sales: Sales, deal: Deal): Asking =>
  (name) =>
    office.make(name, deal.consultant, RequestRescission, {
      ...{
        contractId: sales.contractOf(deal).id,
        refundFen: REFUND_FEN,
        reason: '贷款未获批准',
        reasonCode: 'LOAN_REFUSED',
      },
    });

/** Rejected, asked for again and withdrawn, and asked for once more: that one is still to be decided. */
async function askAgain(office: Office, { name, consultant }: Deal, ask: Asking): Promise<void> {
  const first = await ask(`${name}-first`);
  const reject = office.step(`${name}-first`, approvers[first.approverRole]!, RejectSaleChange, {
    opinion: '理由不充分,请补充材料',
  });
  await walk(first, [['REQUESTED', reject]]);
  const second = await ask(`${name}-second`);
  await walk(second, [['REQUESTED', office.step(`${name}-second`, consultant, WithdrawSaleChange)]]);
  await ask(`${name}-third`);
}

async function approved(office: Office, { name }: Deal, ask: Asking): Promise<SaleChangeView> {
  const made = await ask(name);
  const approve = office.step(name, approvers[made.approverRole]!, ApproveSaleChange, { opinion: '同意' });
  return walk(made, [['REQUESTED', approve]]);
}

async function execute(office: Office, name: string, change: SaleChangeView): Promise<void> {
  await walk(change, [['APPROVED', office.step(name, 'inventory-controller', ExecuteSaleChange)]]);
}

/** One change after the other; at last the wife buys, who left no phone, and signs tomorrow. */
async function carriedOut(office: Office, sales: Sales, deal: Deal, wanted: readonly Kind[]): Promise<void> {
  for (const kind of wanted) {
    const name = `${deal.name}-${kind}`;
    await execute(office, name, await approved(office, { ...deal, name }, asking(office, sales, deal, kind)));
  }
  const { id: subscriptionId } = sales.subscriptionOf(deal);
  const renamed: SubscriptionView = await office.desk(deal.consultant).ask(GetSubscription, { subscriptionId });
  const signing = { signingOn: plusDays(office.today, 1) };
  await walk(renamed, [['SUBSCRIBED', office.step(deal.name, deal.consultant, ScheduleSigning, signing)]]);
}

async function rescinded(office: Office, sales: Sales, deal: Deal): Promise<void> {
  await execute(office, deal.name, await approved(office, deal, rescinding(office, sales, deal)));
}

/** 退款: paid to one who stepped back; the others wait for finance. */
async function payBack(office: Office): Promise<void> {
  const { items } = await office.desk('finance').ask(FindRefunds, { projectId, limit: 100 });
  const first = items.find(({ room }) => deals.some((deal) => deal.room === room && deal.stage === 'STEPPED_BACK'));
  if (!first) throw new Error('nobody is to be paid back');
  await walk(first, [['TO_PAY', office.step('refund', 'finance', PayRefund, { voucherNo: 'FK-0001' })]]);
}
