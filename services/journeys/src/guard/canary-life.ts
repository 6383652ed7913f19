import {
  ApplyForData,
  Congratulate,
  ConfirmDeposit,
  ConfirmIdentity,
  FileContract,
  FileLeaseAgreement,
  FileOwnerUndertaking,
  FindCareMessages,
  FindCustomers,
  FindTitleCases,
  FindUnits,
  HandOverUnit,
  ImportOverdueFeed,
  ImportUnits,
  InvestigateComplaint,
  IssueMoveInNotice,
  IssueUnitConfirmation,
  JoinClub,
  LogVisit,
  OpenMoveIn,
  OpenProject,
  PlaceProject,
  ProposePlan,
  RecordDeposit,
  RecordLoanDisbursement,
  RecordOwnerConfirmation,
  RegisterComplaint,
  RegisterProspect,
  ScheduleSigning,
  SignContract,
  SubmitPlan,
  Subscribe,
  type ProspectView,
} from '@linli/contracts';
import { dayOf, plusDays, plusMonths } from '@linli/kernel';
import { eventually } from '@linli/testing';
import { castOf } from '../cast.js';
import type { House } from '../house.js';
import { overdueSheet, unitsSheet } from '../sheets.js';

export const projectId = 'binjiang';

/** Customers whose names and numbers occur nowhere else: wherever one of them turns up, it came from here. */
export const canaries = {
  buyer: { name: '龘雀儿', phone: '19917283946', idNumber: '330106199107284631' },
  tenant: { name: '靐鹂音', phone: '19961728394', idNumber: '33010619950617283X' },
  kin: { name: '麤鸲鸣', phone: '19928374651' },
} as const;

/** From the first visit to the complaint, through all six departments, each of which is told who they are. */
export async function liveAsCanaries(house: House): Promise<{ prospect: ProspectView; customerId: string }> {
  const at = castOf(house);
  const { buyer, tenant, kin } = canaries;
  const today = dayOf(await house.now());
  const known = { customerName: buyer.name, phone: buyer.phone };
  await at.salesManager.ask(OpenProject, { code: projectId, name: '滨江壹号', city: '杭州', signingTermDays: 14 });
  for (const project of [projectId, 'lakeside'])
    await at.salesAdmin.ask(PlaceProject, { projectId: project, company: '邻里置业' });
  await at.inventory.ask(ImportUnits, {
    projectId,
    fileId: await at.inventory.upload('房源表.xlsx', await unitsSheet()),
  });
  const unit = (await at.consultant.ask(FindUnits, { projectId, room: '3-1-1201' })).items[0]!;

  const visit = await at.dutyStaff.ask(LogVisit, { projectId, kind: 'VISIT', ...known, partySize: 3 });
  const prospect = await at.consultant.ask(RegisterProspect, {
    ...{ projectId, visitId: visit.id, ...known, contactKind: 'VISIT', intentGrade: 'A', channel: 'REFERRAL' },
    ...{ riskDisclosed: true, consent: true },
  });
  const customer = await eventually(async () => {
    return (await at.customerAffairs.ask(FindCustomers, { partyId: prospect.partyId })).items[0];
  }, 'the canary was not identified');
  let slip = await at.consultant.ask(IssueUnitConfirmation, { unitId: unit.id, prospectId: prospect.id });
  const deposit = { depositKind: 'EARNEST_MONEY', depositFen: 5_000_000, receiptNo: 'SJ-1' };
  slip = await at.finance.step(ConfirmDeposit, await at.consultant.step(RecordDeposit, slip, deposit));
  let subscription = await at.consultant.ask(Subscribe, { confirmationId: slip.id });
  subscription = await at.consultant.step(ScheduleSigning, subscription, { signingOn: plusDays(today, 1) });
  await at.customerService.ask(JoinClub, { projectId, partyId: prospect.partyId });
  let contract = await at.inventory.ask(SignContract, {
    ...{ subscriptionId: subscription.id, contractNo: 'HT-1', paymentMethod: 'MORTGAGE' },
    identities: [{ partyId: prospect.partyId, idNumber: buyer.idNumber }],
    ...{ totalPriceFen: unit.totalPriceFen, downPaymentFen: unit.totalPriceFen - 120_000_000 },
    ...{ loanAmountFen: 120_000_000, loanBank: '建设银行', loanContractNo: 'JK-1' },
    handoverDueOn: plusMonths(today, 12),
  });
  contract = await at.inventory.step(FileContract, contract, { filingNo: 'BA-1' });
  await at.finance.step(RecordLoanDisbursement, contract, { disbursedOn: today });
  await eventually(
    async () => (await at.customerAffairs.ask(FindTitleCases, { contractId: contract.id })).items[0],
    'no title case was opened',
  );
  const loan = { asOf: today, loanContractNo: 'JK-1', room: unit.room, overdueSince: plusDays(today, -3) };
  const sheet = await overdueSheet({ ...loan, overdueFen: 2_000_001, customerName: buyer.name });
  await at.finance.ask(ImportOverdueFeed, { projectId, fileId: await at.finance.upload('按揭逾期.xlsx', sheet) });

  await at.assistant.ask(HandOverUnit, { unitId: unit.id, handoverDate: today });
  const his = { unitId: unit.id, occupantKind: 'TENANT', occupantName: tenant.name, phone: tenant.phone };
  let moveIn = await at.assistant.ask(OpenMoveIn, his);
  moveIn = await at.assistant.step(RecordOwnerConfirmation, moveIn, { confirmedOn: today, means: 'PHONE' });
  moveIn = await at.assistant.step(FileOwnerUndertaking, moveIn, { signedOn: today });
  const lease = { signedOn: today, leaseFrom: today, leaseUntil: plusMonths(today, 12) };
  moveIn = await at.assistant.step(FileLeaseAgreement, moveIn, lease);
  const papers = { identityKind: 'ID_CARD', identityNumber: tenant.idNumber };
  moveIn = await at.assistant.step(ConfirmIdentity, moveIn, papers);
  moveIn = await at.assistant.step(Congratulate, moveIn, { needs: ['协助搬钢琴'] });
  await at.assistant.step(IssueMoveInNotice, moveIn, { expectedMoveInOn: today, focusServices: [] });

  const complaint = await at.handler.ask(RegisterComplaint, {
    ...{ projectId, channel: 'HOTLINE', source: 'DIRECT', customerKind: 'OWNER', room: unit.room, category: 'QUALITY' },
    ...{ customerName: kin.name, phone: kin.phone, urgency: 'URGENT', content: '厨房顶棚渗水' },
    dueOn: plusDays(today, 7),
  });
  const investigated = await at.handler.step(InvestigateComplaint, complaint, {
    ...{ findings: '楼上管道接口松动', cause: '施工质量', liability: '总包', responsibleDepartment: '工程部' },
    ...{ validity: 'JUSTIFIED', validityReason: '现场属实' },
  });
  await at.handler.step(SubmitPlan, await at.handler.step(ProposePlan, investigated, { content: '堵漏并补漆' }));
  await at.applicant.ask(ApplyForData, {
    ...{ purpose: '湖畔新盘推介', kinds: ['OWNER'], fields: ['NAME', 'PHONE'], requestedCount: 100 },
    ...{ sourceProjectIds: [projectId], targetProjectIds: ['lakeside'], useFrom: today },
    useTo: plusMonths(today, 1),
  });
  await eventually(async () => {
    const { items } = await at.customerService.ask(FindCareMessages, { projectId, partyId: prospect.partyId });
    return items.some(({ state }) => state === 'SENT');
  }, 'the club wrote nothing to the canary');
  return { prospect, customerId: customer.id };
}
