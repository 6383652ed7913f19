import {
  ApproveSaleChange,
  CancelUnitConfirmation,
  ConfirmDeposit,
  DrawContractDraft,
  ExecuteSaleChange,
  FileContract,
  FindCareNodes,
  FollowUpProspect,
  GetContract,
  GetSubscription,
  IssueUnitConfirmation,
  LogVisit,
  LoseProspect,
  RecordDeposit,
  RequestCancellation,
  RecordLoanDisbursement,
  RegisterProspect,
  salesChannels,
  ScheduleSigning,
  SignContract,
  SignContractDraft,
  Subscribe,
  type ContractView,
  type ProspectView,
  type SpecialClause,
  type SubscriptionView,
  type UnitConfirmationView,
} from '@linli/contracts';
import { plusDays, type Day } from '@linli/kernel';
import { bankOf, daysOf, everyDeal, isLoan, paying, promised, reached, type Deal } from './deals.js';
import { all, effect, projectId, walk, type Office } from './office.js';
import type { PriceList } from './units.js';

/** A deal as far as it has come. */
export interface Sold {
  readonly deal: Deal;
  readonly prospect: ProspectView;
  readonly confirmation?: UnitConfirmationView;
  readonly subscription?: SubscriptionView;
  readonly contract?: ContractView;
}

/** The prospects, and what they buy, each as far as his deal goes; by the name of the deal. */
export class Sales {
  private readonly sold = new Map<string, Sold>();

  constructor(
    private readonly office: Office,
    readonly prices: PriceList,
  ) {}

  of({ name }: Deal): Sold {
    return this.sold.get(name)!;
  }

  async load(): Promise<number> {
    await all(everyDeal, async (deal) => void this.sold.set(deal.name, await sell(this.office, this.prices, deal)));
    return everyDeal.length;
  }

  subscriptionOf(deal: Deal): SubscriptionView {
    return this.of(deal).subscription!;
  }

  contractOf(deal: Deal): ContractView {
    return this.of(deal).contract!;
  }
}

async function sell(office: Office, prices: PriceList, deal: Deal): Promise<Sold> {
  const prospect = await register(office, deal);
  if (!reached(deal, 'ISSUED')) return { deal, prospect };
  const confirmation = await reserve(office, prices, deal, prospect);
  if (!reached(deal, 'SUBSCRIBED')) return { deal, prospect, confirmation };
  const subscription = await subscribe(office, deal, confirmation);
  if (!reached(deal, 'SIGNED')) return { deal, prospect, confirmation, subscription };
  return { deal, prospect, confirmation, subscription, contract: await sign(office, prices, deal, subscription) };
}

async function register(office: Office, { n, name, person, consultant, stage, room }: Deal): Promise<ProspectView> {
  const { name: customerName, phone } = person;
  const visit = await office.make(name, 'duty-staff', LogVisit, { projectId, kind: 'VISIT', customerName, phone });
  const prospect = await office.make(name, consultant, RegisterProspect, {
    ...{ projectId, visitId: visit.id, customerName, phone, contactKind: 'VISIT', intentGrade: n < 8 ? 'B' : 'A' },
    ...{ channel: salesChannels[n % salesChannels.length]!, wantedLayouts: ['三室两厅'], budgetFen: 260_000_000 },
    ...{ riskDisclosed: true, consent: true },
  });
  if (stage === 'LOST') {
    return walk(prospect, [['FOLLOWED', office.step(name, consultant, LoseProspect, { reason: '已在别处购房' })]]);
  }
  if (n % 4 !== 0 || prospect.followUps.length > 0) return prospect;
  const call = { kind: 'CALL', content: `邀约看房 ${room}`, nextOn: plusDays(office.today, 3) };
  return office.desk(consultant).step(FollowUpProspect, prospect, call, `demo.${name}.follow-up.${prospect.version}`);
}

async function reserve(
  office: Office,
  prices: PriceList,
  deal: Deal,
  { id: prospectId }: ProspectView,
): Promise<UnitConfirmationView> {
  const { name, consultant, stage, room } = deal;
  const unitId = prices.get(room)!.id;
  const slip = await office.make(name, consultant, IssueUnitConfirmation, { unitId, prospectId });
  if (stage === 'ISSUED') return slip;
  if (stage === 'CANCELLED') {
    const reason = { reason: '客户改看其他户型' };
    return walk(slip, [['ISSUED', office.step(name, consultant, CancelUnitConfirmation, reason)]]);
  }
  const kind = stage === 'BOOKED' ? 'BOOKING_FEE' : 'EARNEST_MONEY';
  const deposit = { depositKind: kind, depositFen: 5_000_000, receiptNo: `SJ-${name}` };
  const paid = await walk(slip, [['ISSUED', office.step(name, consultant, RecordDeposit, deposit)]]);
  if (stage === 'DEPOSIT_RECORDED') return paid;
  return walk(paid, [['DEPOSIT_RECORDED', office.step(name, 'finance', ConfirmDeposit)]]);
}

async function subscribe(
  office: Office,
  deal: Deal,
  { id: confirmationId }: UnitConfirmationView,
): Promise<SubscriptionView> {
  const { name, consultant, stage } = deal;
  const { subscribedOn } = daysOf(deal, office.today);
  const on = reached(deal, 'SIGNED') ? { subscribedOn } : {};
  const subscription = await office.make(name, consultant, Subscribe, { confirmationId, ...on });
  const stepBack = ({ id }: SubscriptionView) => stepBackFrom(office, deal, id);
  if (stage === 'STEPPED_BACK') return walk(subscription, [['SUBSCRIBED', stepBack]]);
  if (stage !== 'SIGNING_SCHEDULED' && stage !== 'STEPPED_BACK_LATE') return subscription;
  const signing = { signingOn: plusDays(office.today, 1) };
  const scheduled = await walk(subscription, [['SUBSCRIBED', office.step(name, consultant, ScheduleSigning, signing)]]);
  if (stage === 'SIGNING_SCHEDULED' || scheduled.state === 'CANCELLED') return scheduled;
  await reminded(office, consultant, scheduled);
  return stepBack(scheduled);
}

/** 退房: asked for by the consultant, approved by the sales manager, carried out by 销控. */
async function stepBackFrom(
  office: Office,
  { name, consultant }: Deal,
  subscriptionId: string,
): Promise<SubscriptionView> {
  const wish = { subscriptionId, refundFen: 5_000_000, reason: '家庭原因,申请退房' };
  const made = await office.make(name, consultant, RequestCancellation, wish);
  await walk(made, [
    ['REQUESTED', office.step(name, 'sales-manager', ApproveSaleChange)],
    ['APPROVED', office.step(name, 'inventory-controller', ExecuteSaleChange)],
  ]);
  return office.desk(consultant).ask(GetSubscription, { subscriptionId });
}

/** Signing is tomorrow, so the reminder is due at once; who steps back after it leaves a cancelled one. */
const reminded = (office: Office, consultant: string, { id: subscriptionId }: SubscriptionView) =>
  effect('the reminder of the signing', async () => {
    const { items } = await office.desk(consultant).ask(FindCareNodes, { subscriptionId });
    return items[0];
  });

async function sign(
  office: Office,
  prices: PriceList,
  deal: Deal,
  subscription: SubscriptionView,
): Promise<ContractView> {
  const { name, paymentMethod, contractNo, loanContractNo, person } = deal;
  const { signedOn, filedOn, disbursedOn, handedOverOn } = daysOf(deal, office.today);
  const { totalPriceFen } = prices.get(deal.room)!;
  const downPaymentFen = Math.round(totalPriceFen * 0.3);
  const loan = { loanBank: bankOf(deal), loanContractNo, loanAmountFen: totalPriceFen - downPaymentFen };
  const terms = {
    ...{ subscriptionId: subscription.id, contractNo, totalPriceFen, handoverDueOn: handedOverOn },
    ...(isLoan(paymentMethod) ? { paymentMethod, downPaymentFen, ...loan } : { paymentMethod }),
    ...(promised(deal) ? { specialClauses: clauses(handedOverOn) } : {}),
  };
  const signing = {
    signedOn,
    identities: [{ partyId: subscription.buyers[0]!.partyId, idNumber: person.idNumber }],
  };
  if (deal === paying[1]) {
    const draft = await office.make(name, 'inventory-controller', DrawContractDraft, terms);
    const desk = office.desk('inventory-controller');
    if (draft.contractId) return desk.ask(GetContract, { contractId: draft.contractId });
    return desk.step(SignContractDraft, draft, signing, `demo.${name}.SignContractDraft`);
  }
  const contract = await office.make(name, 'inventory-controller', SignContract, { ...terms, ...signing });
  if (!reached(deal, 'FILED')) return contract;
  const filed = await walk(contract, [
    ['SIGNED', office.step(name, 'inventory-controller', FileContract, { filedOn, filingNo: `BA-${contractNo}` })],
  ]);
  if (!reached(deal, 'LOAN_DISBURSED')) return filed;
  return walk(filed, [['FILED', office.step(name, 'finance', RecordLoanDisbursement, { disbursedOn })]]);
}

const clauses = (dueOn: Day): SpecialClause[] => [
  { text: '开发商在交付前为买受人加装入户玄关柜', debtor: '邻里置业', dueOn },
  { text: '买受人在交付前补齐家庭成员身份证明', debtor: '买受人', dueOn },
];
