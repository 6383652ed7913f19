import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AcceptCustomerData,
  AcknowledgeComplaint,
  ApplyForData,
  ApprovePlan,
  ApproveDataRequest,
  ArchiveMoveIn,
  ArrangeServices,
  AssignTitleAgency,
  CloseComplaint,
  ConfirmDeposit,
  ConfirmIdentity,
  Congratulate,
  CureOverdueLoan,
  DisposeOfComplaint,
  FeedBackToCustomer,
  FileContract,
  FileHouseholderProof,
  FileLeaseAgreement,
  FileOwnerUndertaking,
  FileTenantInformation,
  FileTitle,
  FindCareMessages,
  FindCareNodes,
  FindCustomers,
  FindLoanAccounts,
  FindOverdueLoans,
  FindTitleCases,
  FindUnits,
  GetCustomerDossier,
  GetMoveInNotice,
  GetUnit,
  GetUnitBoard,
  HandOverUnit,
  ImportOverdueFeed,
  ImportUnits,
  InvestigateComplaint,
  IssueCertificate,
  IssueMoveInNotice,
  IssueUnitConfirmation,
  JoinClub,
  LogCareContact,
  LogVisit,
  MarkBilling,
  OpenMoveIn,
  OpenProject,
  PassDisposalCheck,
  PlaceProject,
  ProposePlan,
  ReceiveData,
  RecordAgreement,
  RecordDeposit,
  RecordDisagreement,
  RecordLoanDisbursement,
  RecordOwnerConfirmation,
  RecordRevisit,
  RegisterComplaint,
  RegisterMortgage,
  RegisterMoveIn,
  RegisterProspect,
  RejectPlan,
  ReleaseData,
  ReleaseGuarantee,
  ReviewDataRequest,
  RevisitDue,
  ScheduleSigning,
  SignContract,
  SignDataRequest,
  SignSafetyAgreement,
  SubmitCustomerData,
  SubmitPlan,
  Subscribe,
  UpdateCustomerFile,
  type ComplaintView,
  type ContractView,
  type CustomerView,
  type DataRequestView,
  type LifeFact,
  type MoveInView,
  type ProspectView,
  type SubscriptionView,
  type TitleCaseView,
  type UnitConfirmationView,
  type UnitView,
} from '@linli/contracts';
import { dayOf, plusDays, plusMonths } from '@linli/kernel';
import { eventually } from '@linli/testing';
import { castOf, type Cast } from './cast.js';
import { House } from './house.js';
import { overdueSheet, unitsSheet } from './sheets.js';

const projectId = 'binjiang';
const room = '3-1-1201';
const wangFang = { customerName: '王芳', phone: '199 0000 1201' };

interface LifePage {
  customer: CustomerView;
  parts: Record<string, { ok: true; facts: LifeFact[] } | { missing: true; code: string; message: string }>;
  facts: (LifeFact & { department: string })[];
}

describe('The life of the family of 王芳', () => {
  let house: House;
  let at: Cast;
  let today: string;
  let unit: UnitView;
  let prospect: ProspectView;
  let customerId: string;
  let confirmation: UnitConfirmationView;
  let subscription: SubscriptionView;
  let contract: ContractView;
  let title: TitleCaseView;
  let moveIn: MoveInView;

  beforeAll(async () => {
    house = await House.open();
    at = castOf(house);
    today = dayOf(await house.now());
  }, 120_000);
  afterAll(() => house.close(), 60_000);

  const daysPass = async (days: number) => {
    await house.travel(`${days} days`);
    today = dayOf(await house.now());
  };
  const unitIn = async (wanted: string): Promise<UnitView> => {
    const { items } = await at.consultant.ask(FindUnits, { projectId, room: wanted });
    return items[0]!;
  };
  const stateOnBoard = async (wanted: string) => {
    const { buildings } = await at.consultant.ask(GetUnitBoard, { projectId, building: wanted.split('-')[0]! });
    return buildings
      .flatMap(({ floors }) => floors)
      .flatMap(({ units }) => units)
      .find((one) => one.room === wanted)?.state;
  };
  const messageSent = (kind: string) =>
    eventually(async () => {
      const { items } = await at.customerService.ask(FindCareMessages, { projectId, kind, partyId: prospect.partyId });
      return items.find(({ state }) => state === 'SENT');
    }, `the club did not send ${kind}`);
  const nodeDue = (kind: string) =>
    eventually(async () => {
      const { items } = await at.consultant.ask(FindCareNodes, { subscriptionId: subscription.id, kind, state: 'DUE' });
      return items[0];
    }, `the node ${kind} did not fall due`);

  test('房源表 as the office has it becomes 380 units on the board; 19 rows come back with their reasons [REQ-067]', async () => {
    await at.salesManager.ask(OpenProject, { code: projectId, name: '滨江壹号', city: '杭州', signingTermDays: 14 });
    const fileId = await at.inventory.upload('房源表.xlsx', await unitsSheet());
    const outcome = await at.inventory.ask(ImportUnits, { projectId, fileId });
    expect(outcome).toMatchObject({ added: 380, updated: 0, unchanged: 0, rejected: 19 });
    const errors = await at.inventory.download(outcome.errorFileId!);
    expect(Buffer.from(errors.subarray(0, 2)).toString()).toBe('PK');
    const { counts } = await at.consultant.ask(GetUnitBoard, { projectId });
    expect(counts).toEqual([{ state: 'AVAILABLE', units: 380 }]);
    unit = await unitIn(room);
    expect(unit).toMatchObject({ areaM2: 90.24, totalPriceFen: 185_506_400, state: 'AVAILABLE' });
  });

  test('her visit is logged by the duty staff, and her consultant registers her after the reception [REQ-081, REQ-097]', async () => {
    const visit = await at.dutyStaff.ask(LogVisit, { projectId, kind: 'VISIT', ...wangFang, partySize: 3 });
    prospect = await at.consultant.ask(RegisterProspect, {
      ...{ projectId, visitId: visit.id, ...wangFang, contactKind: 'VISIT', intentGrade: 'A', channel: 'REFERRAL' },
      ...{ wantedLayouts: ['三室两厅'], riskDisclosed: true, consent: true },
    });
    expect(prospect).toMatchObject({ state: 'FOLLOWED', customerName: '王*', phone: '199****1201' });
  });

  test('another consultant who writes her phone in another way is refused, and learns nothing of her [REQ-084]', async () => {
    const again = { customerName: '王小姐', phone: '+86-１９９００００１２０１', riskDisclosed: true, consent: true };
    const refused = await at.rival.refusal((rival) =>
      rival.ask(RegisterProspect, { projectId, ...again, contactKind: 'CALL', intentGrade: 'B', channel: 'ONLINE' }),
    );
    expect(refused.problem).toMatchObject({ status: 409, code: 'prospect.collision' });
    expect(refused.text).not.toMatch(/王芳|王\*|1201|顾问/);
    expect(refused.text).not.toContain(prospect.id);
    expect(refused.text).not.toContain(prospect.partyId);
  });

  test('the customer directory knows her', async () => {
    const customer = await eventually(async () => {
      const { items } = await at.customerAffairs.ask(FindCustomers, { partyId: prospect.partyId });
      return items[0];
    }, 'she was not identified');
    expect(customer).toMatchObject({ name: '王*', parties: [{ partyId: prospect.partyId, service: 'sales-office' }] });
    customerId = customer.id;
  });

  test('a 房位确认单 holds the unit before she pays [REQ-069]', async () => {
    confirmation = await at.consultant.ask(IssueUnitConfirmation, { unitId: unit.id, prospectId: prospect.id });
    expect(confirmation).toMatchObject({ state: 'ISSUED', room, customerName: '王*' });
    expect(await stateOnBoard(room)).toBe('RESERVED');
  });

  test('who comes later loses the unit, and of two at the same moment exactly one gets it [REQ-084]', async () => {
    const register = (customerName: string, phone: string) =>
      at.rival.ask(RegisterProspect, {
        ...{ projectId, customerName, phone, contactKind: 'VISIT', intentGrade: 'A', channel: 'ONLINE' },
        ...{ riskDisclosed: true, consent: true },
      });
    const [liQiang, zhaoMin] = [await register('李强', '19900001202'), await register('赵敏', '19900001203')];
    const late = await at.rival.refusal((rival) =>
      rival.ask(IssueUnitConfirmation, { unitId: unit.id, prospectId: liQiang.id }),
    );
    expect(late.problem).toMatchObject({ status: 409, code: 'unit.already-reserved' });
    expect(late.text).not.toContain(prospect.id);
    const beside = await unitIn('3-1-1202');
    const race = await Promise.allSettled(
      [liQiang, zhaoMin].map(({ id }) => at.rival.ask(IssueUnitConfirmation, { unitId: beside.id, prospectId: id })),
    );
    expect(race.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = race.find((outcome) => outcome.status === 'rejected');
    expect(lost?.reason).toMatchObject({ problem: { status: 409, code: 'unit.already-reserved' } });
  });

  test('only when finance has confirmed her 定金 the unit is sold, for all to see on the board [REQ-070, REQ-071]', async () => {
    const deposit = { depositKind: 'EARNEST_MONEY', depositFen: 5_000_000, receiptNo: 'SJ-0001' };
    confirmation = await at.consultant.step(RecordDeposit, confirmation, deposit);
    expect(await stateOnBoard(room)).toBe('RESERVED');
    const early = await at.consultant.refusal((desk) => desk.ask(Subscribe, { confirmationId: confirmation.id }));
    expect(early.problem).toMatchObject({ status: 422, code: 'unit-confirmation.deposit-not-confirmed' });
    const notHers = await at.consultant.refusal((desk) => desk.step(ConfirmDeposit, confirmation));
    expect(notHers.problem.status).toBe(403);
    confirmation = await at.finance.step(ConfirmDeposit, confirmation);
    expect(confirmation.state).toBe('SOLD');
    expect(await stateOnBoard(room)).toBe('SOLD');
  });

  test('she signs the 认购书, and the club congratulates her by a message [REQ-223]', async () => {
    subscription = await at.consultant.ask(Subscribe, { confirmationId: confirmation.id });
    expect(subscription).toMatchObject({ state: 'SUBSCRIBED', signBy: plusDays(today, 14) });
    expect((await messageSent('SUBSCRIPTION_CONGRATS')).text).toContain(room);
    await at.customerService.ask(JoinClub, { projectId, partyId: prospect.partyId });
  });

  test('on the third day her consultant is told to call her [REQ-120]', async () => {
    await daysPass(3);
    const node = await nodeDue('THREE_DAYS_AFTER_SUBSCRIPTION');
    expect(node.dueOn).toBe(today);
    const called = await at.consultant.step(LogCareContact, node, { channel: 'CALL', note: '提醒准备签约资料' });
    expect(called.state).toBe('COMPLETED');
    await messageSent('THREE_DAYS_AFTER_SUBSCRIPTION');
  });

  test('one day before the signing she is reminded [REQ-121]', async () => {
    subscription = await at.consultant.step(ScheduleSigning, subscription, { signingOn: plusDays(today, 2) });
    expect(subscription.state).toBe('SIGNING_SCHEDULED');
    await daysPass(1);
    expect((await nodeDue('DAY_BEFORE_SIGNING')).dueOn).toBe(today);
    await messageSent('SIGNING_REMINDER');
  });

  test('her contract with a mortgage opens a title case and a loan account [REQ-092, REQ-185]', async () => {
    await daysPass(1);
    contract = await at.inventory.ask(SignContract, {
      ...{ subscriptionId: subscription.id, contractNo: 'HT-2026-1201', paymentMethod: 'MORTGAGE' },
      identities: [{ partyId: prospect.partyId, idNumber: '330106199001011205' }],
      ...{ totalPriceFen: unit.totalPriceFen, downPaymentFen: 65_506_400, loanAmountFen: 120_000_000 },
      ...{ loanBank: '建设银行', loanContractNo: 'JK-2026-1201', handoverDueOn: plusMonths(today, 12) },
      specialClauses: [{ text: '赠送车位使用权一年', debtor: '开发商' }],
    });
    expect(contract).toMatchObject({ state: 'SIGNED', signedOn: today });
    expect(await stateOnBoard(room)).toBe('SIGNED');
    title = await eventually(async () => {
      const { items } = await at.customerAffairs.ask(FindTitleCases, { contractId: contract.id });
      return items[0];
    }, 'no title case was opened');
    expect(title).toMatchObject({ state: 'OPENED', mortgaged: true, room, partyId: prospect.partyId });
    const account = await eventually(async () => {
      const { items } = await at.finance.ask(FindLoanAccounts, { contractId: contract.id });
      return items[0];
    }, 'no loan account was opened');
    expect(account).toMatchObject({ loanContractNo: 'JK-2026-1201', amountFen: 120_000_000, bank: '建设银行' });
  });

  test('she hears of the filing of her contract and of the payout of her loan [REQ-123, REQ-124]', async () => {
    contract = await at.inventory.step(FileContract, contract, { filingNo: 'BA-2026-1201' });
    await messageSent('CONTRACT_FILED');
    contract = await at.finance.step(RecordLoanDisbursement, contract, { disbursedOn: today });
    expect(contract).toMatchObject({ state: 'LOAN_DISBURSED', filedOn: today, loanDisbursedOn: today });
    await messageSent('LOAN_DISBURSED');
    const disbursed = async () => {
      const { items } = await at.finance.ask(FindLoanAccounts, { contractId: contract.id });
      return items[0]?.disbursedOn;
    };
    await eventually(async () => (await disbursed()) === today, 'the loan account does not know of the payout');
  });

  test('seven days after the signing she is visited again [REQ-122]', async () => {
    await daysPass(7);
    expect((await nodeDue('SEVEN_DAYS_AFTER_SIGNING')).dueOn).toBe(today);
    await messageSent('SEVEN_DAYS_AFTER_SIGNING');
  });

  test('finance reports her loan one fen above 20,000 yuan overdue: a candidate for litigation, until she pays [REQ-192, REQ-199]', async () => {
    const overdue = { loanContractNo: 'JK-2026-1201', room, overdueSince: plusDays(today, -3), overdueFen: 2_000_001 };
    const fileId = await at.finance.upload('按揭逾期.xlsx', await overdueSheet({ asOf: today, ...overdue }));
    expect(await at.finance.ask(ImportOverdueFeed, { projectId, fileId })).toMatchObject({ opened: 1, bad: 0 });
    const { items } = await at.collection.ask(FindOverdueLoans, { projectId, state: 'LITIGATION_CANDIDATE' });
    expect(items).toMatchObject([{ partyId: prospect.partyId, reasons: ['OVER_20000'], overdueAmountFen: 2_000_001 }]);
    const cured = await at.finance.step(CureOverdueLoan, items[0]!, { curedOn: today });
    expect(cured.state).toBe('CURED');
  });

  test('certificate, mortgage registration, release of the guarantee: in this order only [REQ-186, REQ-187]', async () => {
    const release = { releasedOn: today };
    const tooEarly = () => at.finance.refusal((desk) => desk.step(ReleaseGuarantee, title, release));
    title = await eventually(async () => {
      const { items } = await at.customerAffairs.ask(FindTitleCases, { contractId: contract.id });
      return items.find(({ contractFiledOn }) => contractFiledOn !== undefined);
    }, 'the title case does not know of the filing');
    title = await at.projectDept.step(AssignTitleAgency, title, { agency: '安信代理公司', termDays: 90 });
    title = await at.titleAgency.step(FileTitle, title, { filedOn: today });
    const registration = { registrationNo: '浙(2026)杭州市不动产证明第0001201号', registeredOn: today };
    const noCertificate = await at.titleAgency.refusal((desk) => desk.step(RegisterMortgage, title, registration));
    expect(noCertificate.problem).toMatchObject({ status: 409, code: 'title-case.illegal-step' });
    expect((await tooEarly()).problem).toMatchObject({ status: 409, code: 'title-case.illegal-step' });
    const certificate = { certificateNo: '浙(2026)杭州市不动产权第0001201号', issuedOn: today };
    title = await at.titleAgency.step(IssueCertificate, title, certificate);
    expect((await tooEarly()).problem).toMatchObject({ status: 409, code: 'title-case.illegal-step' });
    title = await at.titleAgency.step(RegisterMortgage, title, registration);
    title = await at.finance.step(ReleaseGuarantee, title, release);
    expect(title).toMatchObject({ state: 'GUARANTEE_RELEASED', guaranteeReleasedOn: today });
  });

  test('she gets the keys, and the board knows it', async () => {
    await at.assistant.ask(HandOverUnit, { unitId: unit.id, handoverDate: today });
    const handedOver = async () => (await at.consultant.ask(GetUnit, { unitId: unit.id })).state === 'HANDED_OVER';
    await eventually(handedOver, 'the sales office does not know of the handover');
  });

  test('she moves in with seven steps, none of them skipped [REQ-001]', async () => {
    moveIn = await at.assistant.ask(OpenMoveIn, { unitId: unit.id, occupantKind: 'OWNER' });
    const skipped = await at.cashier.refusal((desk) => desk.step(MarkBilling, moveIn));
    expect(skipped.problem).toMatchObject({ status: 409, code: 'move-in.illegal-step' });
    const identity = { identityKind: 'ID_CARD', identityNumber: '330106199001011205' };
    moveIn = await at.assistant.step(ConfirmIdentity, moveIn, identity);
    moveIn = await at.assistant.step(Congratulate, moveIn, { needs: ['协助搬钢琴'] });
  });

  test('every internal department gets the 入住知会单 [REQ-009]', async () => {
    const focusServices = [{ department: 'CLEANING', item: '12层电梯厅保洁' }];
    moveIn = await at.assistant.step(IssueMoveInNotice, moveIn, { expectedMoveInOn: today, focusServices });
    const notice = await at.supervisor.ask(GetMoveInNotice, { noticeId: moveIn.noticeId! });
    expect(notice.departments).toHaveLength(6);
    expect(notice).toMatchObject({ state: 'ISSUED', missing: notice.departments, focusServices });
  });

  test('assistant, cashier and clerk finish the case, which closes only over an updated file [REQ-021]', async () => {
    const services = { serviceBriefed: true, phone: 'NOT_WANTED', internet: 'REQUESTED', cableTv: 'DONE' };
    moveIn = await at.assistant.step(ArrangeServices, moveIn, { ...services, parkingPass: 'ISSUED' });
    moveIn = await at.cashier.step(MarkBilling, moveIn);
    const agreement = { documentVersion: '2026版', signatory: 'OWNER', signedOn: today };
    moveIn = await at.assistant.step(SignSafetyAgreement, moveIn, agreement);
    const contact = { emergencyContact: '王建国', emergencyPhone: '19900001299', residents: 3 };
    moveIn = await at.assistant.step(RegisterMoveIn, moveIn, { moveInDate: today, ...contact });
    const tooEarly = await at.fileClerk.refusal((clerk) => clerk.step(ArchiveMoveIn, moveIn));
    expect(tooEarly.problem).toMatchObject({ status: 422, code: 'move-in.file-not-updated' });
    moveIn = await at.fileClerk.step(UpdateCustomerFile, moveIn);
    moveIn = await at.fileClerk.step(ArchiveMoveIn, moveIn);
    expect(moveIn).toMatchObject({ state: 'ARCHIVED', moveInDate: today, revisitDueOn: plusMonths(today, 1) });
  });

  test('the club greets the family in its new home [REQ-225]', async () => {
    expect((await messageSent('MOVE_IN_GREETING')).text).toContain(room);
  });

  test('a tenant of hers moves in only after she has confirmed him and his papers are there [REQ-004, REQ-005, REQ-006]', async () => {
    const tenant = { occupantName: '刘洋', phone: '19900001204' };
    let his = await at.assistant.ask(OpenMoveIn, { unitId: unit.id, occupantKind: 'TENANT', ...tenant });
    const identity = { identityKind: 'ID_CARD', identityNumber: '330106199505052318' };
    const missing = async () =>
      (await at.assistant.refusal((desk) => desk.step(ConfirmIdentity, his, identity))).problem.details?.['missing'];
    expect(await missing()).toEqual(['OWNER_CONFIRMATION', 'OWNER_UNDERTAKING', 'LEASE_AGREEMENT']);
    his = await at.assistant.step(RecordOwnerConfirmation, his, { confirmedOn: today, means: 'PHONE' });
    his = await at.assistant.step(FileOwnerUndertaking, his, { signedOn: today });
    expect(await missing()).toEqual(['LEASE_AGREEMENT']);
    const lease = { signedOn: today, leaseFrom: today, leaseUntil: plusMonths(today, 12) };
    his = await at.assistant.step(FileLeaseAgreement, his, lease);
    his = await at.assistant.step(ConfirmIdentity, his, identity);
    his = await at.assistant.step(FileTenantInformation, his, { filledInOn: today });
    his = await at.assistant.step(FileHouseholderProof, his, { proof: 'TITLE_CERTIFICATE', providedOn: today });
    expect(his.state).toBe('IDENTITY_CONFIRMED');
  });

  test('when the month after her removal is over, the revisit is due, and her opinion is recorded [REQ-024]', async () => {
    await daysPass(32);
    await eventually(
      async () => (await house.told('property-move-in', RevisitDue)).some(({ moveInId }) => moveInId === moveIn.id),
      'the revisit did not fall due',
    );
    const visit = { revisitedOn: today, score: 5, evaluation: '管家很负责' };
    moveIn = await at.supervisor.step(RecordRevisit, moveIn, visit);
    expect(moveIn).toMatchObject({ revisitScore: 5, revisitInTime: false });
  });

  test('her complaint goes through a rejected plan and a failed talk until she is heard [REQ-143, REQ-145, REQ-146, REQ-149]', async () => {
    let complaint: ComplaintView = await at.handler.ask(RegisterComplaint, {
      ...{ projectId, channel: 'HOTLINE', source: 'DIRECT', customerKind: 'OWNER', room, category: 'QUALITY' },
      ...{ customerName: '王芳', phone: '+86 19900001201', urgency: 'URGENT', content: '厨房顶棚渗水' },
      dueOn: plusDays(today, 7),
    });
    const talk = async (offer: string, answer: string) => ({
      ...{ heldAt: (await house.now()).toISOString(), attendees: '王芳、投诉专人', offer, answer },
    });
    const plan = async (content: string) => {
      complaint = await at.handler.step(ProposePlan, complaint, { content });
      complaint = await at.handler.step(SubmitPlan, complaint);
    };
    complaint = await at.handler.step(AcknowledgeComplaint, complaint, { how: 'PHONE', told: '三日内答复' });
    complaint = await at.handler.step(InvestigateComplaint, complaint, {
      ...{ findings: '楼上管道接口松动', cause: '施工质量', liability: '总包', responsibleDepartment: '工程部' },
      ...{ validity: 'JUSTIFIED', validityReason: '现场属实' },
    });
    await plan('仅补漆');
    complaint = await at.managerInCharge.step(RejectPlan, complaint, { opinion: '须先堵漏' });
    expect(complaint.state).toBe('REPLANNING');
    await plan('堵漏并补漆');
    const early = await talk('堵漏并补漆', '同意');
    const notApproved = await at.handler.refusal((desk) => desk.step(RecordAgreement, complaint, early));
    expect(notApproved.problem).toMatchObject({ status: 409, code: 'complaint.illegal-step' });
    complaint = await at.managerInCharge.step(ApprovePlan, complaint, { opinion: '同意' });
    complaint = await at.handler.step(RecordDisagreement, complaint, await talk('堵漏并补漆', '要求更换吊顶'));
    await plan('堵漏、更换吊顶');
    complaint = await at.managerInCharge.step(ApprovePlan, complaint, {});
    complaint = await at.handler.step(RecordAgreement, complaint, await talk('堵漏、更换吊顶', '同意'));
    complaint = await at.handler.step(DisposeOfComplaint, complaint, { result: '已更换吊顶' });
    complaint = await at.supervisor.step(PassDisposalCheck, complaint, { checkResult: '无渗水' });
    const unheard = await at.handler.refusal((desk) => desk.step(CloseComplaint, complaint));
    expect(unheard.problem).toMatchObject({ status: 409, code: 'complaint.illegal-step' });
    const opinion = { customerOpinion: '满意', satisfaction: 'SATISFIED' };
    complaint = await at.handler.step(FeedBackToCustomer, complaint, opinion);
    complaint = await at.handler.step(CloseComplaint, complaint);
    expect(complaint.state).toBe('CLOSED');
    expect(complaint.plans?.map(({ decision }) => decision)).toEqual(['REJECTED', 'APPROVED', 'APPROVED']);
  });

  test('up to 2,000 records of customers are the deputy general manager’s to give, more are the general manager’s [REQ-297, REQ-298, REQ-300, REQ-301]', async () => {
    await at.salesAdmin.ask(PlaceProject, { projectId, company: '邻里置业' });
    await at.salesAdmin.ask(PlaceProject, { projectId: 'lakeside', company: '邻里置业' });
    const reviewed = async (records: number): Promise<DataRequestView> => {
      const draft = await at.applicant.ask(ApplyForData, {
        ...{ purpose: '湖畔新盘推介', kinds: ['OWNER'], fields: ['NAME', 'PHONE'], requestedCount: records },
        ...{ sourceProjectIds: [projectId], targetProjectIds: ['lakeside'] },
        ...{ useFrom: today, useTo: plusMonths(today, 1) },
      });
      const signed = await at.departmentHead.step(SignDataRequest, draft);
      return at.salesAdmin.step(ReviewDataRequest, signed, { kinds: ['OWNER'], recordCount: records });
    };
    const [small, large] = [await reviewed(2_000), await reviewed(2_001)];
    const unapproved = await at.salesAdmin.refusal((desk) => desk.step(ReleaseData, small));
    expect(unapproved.problem).toMatchObject({ status: 409, code: 'data-request.illegal-step' });
    const tooMuch = await at.deputyManager.refusal((desk) => desk.step(ApproveDataRequest, large));
    expect(tooMuch.problem).toMatchObject({ status: 403, code: 'data-request.not-your-decision' });
    const approved = [
      await at.deputyManager.step(ApproveDataRequest, small),
      await at.generalManager.step(ApproveDataRequest, large, { opinion: '同意' }),
    ];
    for (const request of approved) {
      const released = await at.salesAdmin.step(ReleaseData, request);
      const received = await at.applicant.step(ReceiveData, released, { securityPledge: true });
      expect(received).toMatchObject({ state: 'RECEIVED', releasedCount: request.approvedCount });
    }
  });

  test('her data go up to the company’s sales department and stand in the base of the company [REQ-066]', async () => {
    const submitted = await at.salesManager.ask(SubmitCustomerData, { projectId });
    await at.companySales.ask(AcceptCustomerData, { submissionId: submitted.id, version: submitted.version });
    const dossier = await eventually(async () => {
      const read = await at.customerAffairs.ask(GetCustomerDossier, { customerId });
      return read.entries.length > 0 ? read : undefined;
    }, 'her data did not reach the base');
    expect(dossier).toMatchObject({
      ...{ id: customerId, name: '王*', away: [] },
      entries: [{ projectId, standing: 'BUYER', facts: { channel: 'REFERRAL' } }],
    });
  });

  test('one page shows her life in all six departments, oldest first [REQ-329]', async () => {
    const page = await eventually(async () => {
      const life = await at.salesManager.read<LifePage>(`/customers/${customerId}/life`);
      return life.customer.parties.some(({ service }) => service === 'complaints') ? life : undefined;
    }, 'her complaint was not recognised as hers');
    expect(page.customer).toMatchObject({ id: customerId, name: '王*' });
    const told = new Set(page.facts.map(({ department }) => department));
    expect([...told].sort()).toEqual([
      ...['client-club', 'complaints', 'info-sharing', 'mortgage-collection', 'property-move-in', 'sales-office'],
    ]);
    const titles = page.facts.map(({ title: what }) => what).join('\n');
    for (const what of [
      '到访售楼处',
      '签购房合同',
      '按揭担保撤销',
      '房屋交付',
      '入住资料归档',
      '投诉结案',
      '加入客户会',
    ])
      expect(titles).toContain(what);
    const instants = page.facts.map((fact) => Date.parse(fact.at));
    expect(instants).toEqual([...instants].sort((a, b) => a - b));
    expect(titles).not.toMatch(/王芳|199/);
  });

  test('while one department is away, the page shows the other five and says which one is missing [REQ-329]', async () => {
    await house.stop('client-club');
    const page = await at.salesManager.read<LifePage>(`/customers/${customerId}/life`);
    expect(page.parts['client-club']).toEqual({ missing: true, code: expect.any(String), message: expect.any(String) });
    expect(Object.values(page.parts).filter((part) => 'ok' in part)).toHaveLength(5);
    expect(page.facts.some(({ title: what }) => what === '签购房合同')).toBe(true);
  });
});
