import {
  ApproveSaleChange,
  CancelUnitConfirmation,
  ConfirmDeposit,
  ExecuteSaleChange,
  FileContract,
  FindCareNodes,
  FollowUpProspect,
  GetContract,
  GetProspect,
  GetSaleChange,
  GetSubscription,
  GetUnitConfirmation,
  IssueUnitConfirmation,
  LogCareContact,
  LogVisit,
  LoseProspect,
  RecordDeposit,
  RequestCancellation,
  RecordLoanDisbursement,
  RegisterProspect,
  salesChannels,
  ScheduleSigning,
  SignContract,
  Subscribe,
  type ContractView,
  type ProspectView,
  type SubscriptionView,
  type UnitConfirmationView,
} from '@linli/contracts';
import { plusDays } from '@linli/kernel';
import { daysOf, deals, reached, type Deal } from './deals.js';
import { others } from './names.js';
import { all, effect, projectId, walk, type Office } from './office.js';
import { unitIn } from './units.js';

/** Visits and calls, 40 prospects, and what they buy, each as far as his deal goes. */
export async function loadSales(office: Office): Promise<number> {
  await all(others.slice(0, 12), ({ name: customerName, phone }, n) =>
    office.make(`visitor-${n}`, 'duty-staff', LogVisit, {
      ...{ projectId, kind: n % 3 === 0 ? 'CALL' : 'VISIT', customerName, phone, intentGrade: 'C' },
      concerns: ['学区', '交付时间'],
    }),
  );
  await all(deals, (deal) => sell(office, deal));
  await careFor(office);
  return deals.length;
}

async function sell(office: Office, deal: Deal): Promise<void> {
  const prospect = await register(office, deal);
  if (!reached(deal, 'ISSUED')) return;
  const confirmation = await reserve(office, deal, prospect);
  if (!reached(deal, 'SUBSCRIBED')) return;
  const subscription = await subscribe(office, deal, confirmation);
  if (reached(deal, 'SIGNED')) await sign(office, deal, subscription);
}

async function register(office: Office, { n, name, person, consultant, stage, room }: Deal): Promise<ProspectView> {
  const { name: customerName, phone } = person;
  const visit = await office.make(name, 'duty-staff', LogVisit, { projectId, kind: 'VISIT', customerName, phone });
  const made = await office.make(name, consultant, RegisterProspect, {
    ...{ projectId, visitId: visit.id, customerName, phone, contactKind: 'VISIT', intentGrade: n < 8 ? 'B' : 'A' },
    ...{ channel: salesChannels[n % salesChannels.length]!, wantedLayouts: ['三室两厅'], budgetFen: 260_000_000 },
    ...{ riskDisclosed: true, consent: true },
  });
  const prospect = await office.desk(consultant).ask(GetProspect, { prospectId: made.id });
  if (stage === 'LOST') {
    return walk(prospect, [['FOLLOWED', office.step(name, consultant, LoseProspect, { reason: '已在别处购房' })]]);
  }
  if (n % 4 !== 0 || prospect.followUps.length > 0) return prospect;
  const call = { kind: 'CALL', content: `邀约看房 ${room}`, nextOn: plusDays(office.today, 3) };
  return office.desk(consultant).step(FollowUpProspect, prospect, call, `demo.${name}.follow-up.${prospect.version}`);
}

async function reserve(office: Office, deal: Deal, { id: prospectId }: ProspectView): Promise<UnitConfirmationView> {
  const { name, consultant, stage, room } = deal;
  const { id: unitId } = await unitIn(office, room);
  const made = await office.make(name, consultant, IssueUnitConfirmation, { unitId, prospectId });
  const slip = await office.desk(consultant).ask(GetUnitConfirmation, { confirmationId: made.id });
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
  const made = await office.make(name, consultant, Subscribe, { confirmationId, ...on });
  const subscription = await office.desk(consultant).ask(GetSubscription, { subscriptionId: made.id });
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
  await walk(await office.desk(consultant).ask(GetSaleChange, { saleChangeId: made.id }), [
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

async function sign(office: Office, deal: Deal, subscription: SubscriptionView): Promise<ContractView> {
  const { name, withLoan, contractNo, loanContractNo, person } = deal;
  const { signedOn, filedOn, disbursedOn, handedOverOn } = daysOf(deal, office.today);
  const { totalPriceFen } = await unitIn(office, deal.room);
  const downPaymentFen = Math.round(totalPriceFen * 0.3);
  const loan = { loanBank: '建设银行', loanContractNo, loanAmountFen: totalPriceFen - downPaymentFen };
  const made = await office.make(name, 'inventory-controller', SignContract, {
    ...{ subscriptionId: subscription.id, contractNo, signedOn, totalPriceFen, handoverDueOn: handedOverOn },
    identities: [{ partyId: subscription.buyers[0]!.partyId, idNumber: person.idNumber }],
    ...(withLoan ? { paymentMethod: 'MORTGAGE', downPaymentFen, ...loan } : { paymentMethod: 'LUMP_SUM' }),
  });
  const contract = await office.desk('inventory-controller').ask(GetContract, { contractId: made.id });
  if (!reached(deal, 'FILED')) return contract;
  const filed = await walk(contract, [
    ['SIGNED', office.step(name, 'inventory-controller', FileContract, { filedOn, filingNo: `BA-${contractNo}` })],
  ]);
  if (!reached(deal, 'LOAN_DISBURSED')) return filed;
  return walk(filed, [['FILED', office.step(name, 'finance', RecordLoanDisbursement, { disbursedOn })]]);
}

/** Some of the calls that buyers are owed were made; the others are still due. */
async function careFor(office: Office): Promise<void> {
  const nodes = await effect('the first care nodes', async () => {
    const { items } = await office.desk('sales-supervisor').ask(FindCareNodes, { projectId, limit: 100 });
    return items.length > 0 ? items : undefined;
  });
  if (nodes.some(({ state }) => state === 'COMPLETED')) return;
  const due = nodes.filter(({ state }) => state === 'DUE').slice(0, 5);
  const call = { channel: 'CALL', note: '已电话联系,客户清楚所需资料' };
  await all(due, (node) => office.desk('sales-supervisor').step(LogCareContact, node, call));
}
