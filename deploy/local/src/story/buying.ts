import {
  ConfirmDeposit,
  FileContract,
  FindCareMessages,
  FindCareNodes,
  FindCustomers,
  FindLoanAccounts,
  FindTitleCases,
  GetUnit,
  IssueUnitConfirmation,
  LogCareContact,
  LogVisit,
  RecordDeposit,
  RecordLoanDisbursement,
  RegisterProspect,
  ScheduleSigning,
  SignContract,
  Subscribe,
  type ContractView,
  type ProspectView,
  type SubscriptionView,
} from '@linli/contracts';
import { plusDays, plusMonths } from '@linli/kernel';
import { projectId } from '../demo/office.js';
import type { Family } from './family.js';
import type { Teller } from './teller.js';

const yuan = (fen: number): string => `${(fen / 100).toLocaleString('zh-CN')} 元`;

/** What the later chapters go on from. */
export interface Purchase {
  readonly customerId: string;
  readonly prospect: ProspectView;
  readonly contract: ContractView;
}

/** From the first visit to the payout of the loan. */
export async function buy(story: Teller, family: Family): Promise<Purchase> {
  story.chapter('看房');
  const prospect = await becomeProspect(story, family);
  const customerId = await beIdentified(story, prospect);
  story.chapter('认购');
  const subscription = await subscribe(story, family, prospect);
  story.chapter('签约、备案、放款');
  await remindOfSigning(story, family, subscription);
  const contract = await sign(story, family, subscription);
  return { customerId, prospect, contract };
}

/** The club's message of this kind to the family, once it was sent. */
export async function message(story: Teller, partyId: string, kind: string, what: string): Promise<void> {
  await story.follows(
    '客户会',
    what,
    'customer-service',
    async (desk) => {
      const { items } = await desk.ask(FindCareMessages, { projectId, partyId, kind });
      return items.find(({ state }) => state === 'SENT');
    },
    ({ state, text }) => `短信 ${state}:${text}`,
  );
}

async function becomeProspect(story: Teller, { name, phone }: Family): Promise<ProspectView> {
  const visit = await story.does(
    'duty-staff',
    `登记来访客户 ${name}`,
    (desk) => desk.ask(LogVisit, { projectId, kind: 'VISIT', customerName: name, phone, partySize: 3 }),
    ({ state, phone: shown }) => `来电来访客户记录 ${state},电话 ${shown ?? ''}`,
  );
  const form = { projectId, visitId: visit.id, customerName: name, phone, contactKind: 'VISIT', intentGrade: 'A' };
  return story.does(
    'consultant',
    '接待后登记意向客户',
    (desk) => desk.ask(RegisterProspect, { ...form, channel: 'REFERRAL', riskDisclosed: true, consent: true }),
    ({ state, customerName }) => `意向客户登记表 ${state},${customerName}`,
  );
}

async function beIdentified(story: Teller, { partyId }: ProspectView): Promise<string> {
  const customer = await story.follows(
    '客户信息库',
    '识别客户',
    'customer-affairs',
    async (desk) => (await desk.ask(FindCustomers, { partyId })).items[0],
    ({ name, parties }) => `客户 ${name},${parties.length} 个部门认识他`,
  );
  return customer.id;
}

async function subscribe(story: Teller, { unit, stamp }: Family, prospect: ProspectView): Promise<SubscriptionView> {
  const boardState = async () => {
    const look = (desk: Parameters<Parameters<Teller['does']>[2]>[0]) => desk.ask(GetUnit, { unitId: unit.id });
    await story.does('sales-manager', '看销控板', look, ({ state }) => `${unit.room} ${state}`);
  };
  let slip = await story.does(
    'consultant',
    `开具房位确认单 ${unit.room}`,
    (desk) => desk.ask(IssueUnitConfirmation, { unitId: unit.id, prospectId: prospect.id }),
    ({ formNo, state, holdUntil }) => `${formNo} ${state},保留至 ${holdUntil}`,
  );
  const deposit = { depositKind: 'EARNEST_MONEY', depositFen: 5_000_000, receiptNo: `SJ-${stamp}` };
  slip = await story.does(
    'consultant',
    `录入定金 ${yuan(deposit.depositFen)}`,
    (desk) => desk.step(RecordDeposit, slip, deposit),
    ({ state }) => `房位确认单 ${state}`,
  );
  await boardState();
  slip = await story.does(
    'finance',
    '确认定金到账',
    (desk) => desk.step(ConfirmDeposit, slip),
    ({ state }) => `房位确认单 ${state}`,
  );
  await boardState();
  const subscription = await story.does(
    'consultant',
    '签认购书',
    (desk) => desk.ask(Subscribe, { confirmationId: slip.id }),
    ({ formNo, state, signBy }) => `${formNo} ${state},${signBy} 前签约`,
  );
  await message(story, prospect.partyId, 'SUBSCRIPTION_CONGRATS', '祝贺认购');
  return subscription;
}

async function remindOfSigning(story: Teller, { today }: Family, subscription: SubscriptionView): Promise<void> {
  await story.does(
    'consultant',
    '约定签约日',
    (desk) => desk.step(ScheduleSigning, subscription, { signingOn: plusDays(today, 1) }),
    ({ state, signingOn }) => `认购书 ${state},${signingOn ?? ''}`,
  );
  const node = await story.follows(
    '售楼部',
    '签约前一日提醒到期',
    'consultant',
    async (desk) => (await desk.ask(FindCareNodes, { subscriptionId: subscription.id, state: 'DUE' })).items[0],
    ({ state, dueOn }) => `维护节点 ${state},${dueOn}`,
  );
  await message(story, node.partyId, 'SIGNING_REMINDER', '提醒签约');
  await story.does(
    'consultant',
    '电话提醒客户携带资料',
    (desk) => desk.step(LogCareContact, node, { channel: 'CALL', note: '客户将按时前来' }),
    ({ state }) => `维护节点 ${state}`,
  );
}

async function sign(story: Teller, family: Family, { id, buyers }: SubscriptionView): Promise<ContractView> {
  const { unit, stamp, today, idNumber } = family;
  const totalPriceFen = unit.totalPriceFen;
  const downPaymentFen = Math.round(totalPriceFen * 0.3);
  const loanAmountFen = totalPriceFen - downPaymentFen;
  const loan = { loanBank: '建设银行', loanContractNo: `JK-${stamp}`, loanAmountFen };
  let contract = await story.does(
    'inventory-controller',
    `签购房合同 ${yuan(totalPriceFen)},按揭 ${yuan(loanAmountFen)}`,
    (desk) =>
      desk.ask(SignContract, {
        ...{ subscriptionId: id, contractNo: `HT-${stamp}`, paymentMethod: 'MORTGAGE', totalPriceFen, downPaymentFen },
        ...{ ...loan, handoverDueOn: plusMonths(today, 1), identities: [{ partyId: buyers[0]!.partyId, idNumber }] },
      }),
    ({ contractNo, state }) => `合同 ${contractNo} ${state}`,
  );
  await story.follows(
    '按揭与产权',
    '为合同立小产权证案',
    'customer-affairs',
    async (desk) => (await desk.ask(FindTitleCases, { contractId: contract.id })).items[0],
    ({ state, room }) => `小产权证 ${room} ${state}`,
  );
  await story.follows(
    '按揭与产权',
    '为按揭立户',
    'finance',
    async (desk) => (await desk.ask(FindLoanAccounts, { contractId: contract.id })).items[0],
    ({ bank, loanContractNo }) => `贷款 ${bank ?? ''} ${loanContractNo ?? ''}`,
  );
  contract = await story.does(
    'inventory-controller',
    '合同备案',
    (desk) => desk.step(FileContract, contract, { filingNo: `BA-${stamp}` }),
    ({ state }) => `合同 ${state}`,
  );
  await message(story, contract.buyers[0]!.partyId, 'CONTRACT_FILED', '告知备案');
  contract = await story.does(
    'finance',
    '登记按揭放款',
    (desk) => desk.step(RecordLoanDisbursement, contract),
    ({ state, loanDisbursedOn }) => `合同 ${state},${loanDisbursedOn ?? ''}`,
  );
  await message(story, contract.buyers[0]!.partyId, 'LOAN_DISBURSED', '告知放款');
  return contract;
}
