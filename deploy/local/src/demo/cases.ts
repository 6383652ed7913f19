import {
  AcknowledgeComplaint,
  AnswerComplaint,
  AssignComplaint,
  BookVisit,
  CheckComplaintQuality,
  CloseComplaint,
  ConvertToDispute,
  DisposeOfComplaint,
  FailDisposalCheck,
  FeedBackToCustomer,
  GetComplaint,
  LinkServiceAgreement,
  PassDisposalCheck,
  PublishWarrantyTerm,
  RecordHandlerAbsence,
  RegisterComplaint,
  ReopenComplaint,
  TakeUpComplaint,
  WaitForCustomer,
  type ComplaintView,
  type ServiceAgreementView,
} from '@linli/contracts';
import { plusDays } from '@linli/kernel';
import { owners } from './deals.js';
import { effect, projectId, walk, type Office, type Step } from './office.js';
import { rate } from './ratings.js';

const handler = 'complaint-handler';
const supervisor = 'cs-supervisor';

/** 报修、建议、异议 and complaints out of the ordinary: visits, warranty, waiting, disputes, reopening, quality checks. */
export async function loadCases(office: Office, closed: ComplaintView): Promise<number> {
  await office.make('term', 'manager-in-charge', PublishWarrantyTerm, {
    ...{ part: 'WET_ROOM_WATERPROOFING', projectId, amount: 8, validFrom: office.today, source: '开发商承诺书' },
  });
  await office.make('absence', supervisor, RecordHandlerAbsence, {
    ...{ colleagueId: 'cs-officer', colleague: '冯婷', reason: '年休假' },
    ...{ fromOn: plusDays(office.today, 7), untilOn: plusDays(office.today, 11) },
  });
  await Promise.all([
    ...[leakWithVisit(office), leakAgain(office), flawedRepair(office), suggestion(office), objection(office)],
    ...[dispute(office), media(office), check(office, closed), mended(office)],
  ]);
  return 8;
}

type Wish = Partial<RegisterComplaint>;

/** Registers a case of the n-th owner and tells him that it was taken up; as it is found now. */
async function enter(office: Office, name: string, n: number, wish: Wish): Promise<ComplaintView> {
  const { room, person } = owners[n]!;
  const made = await office.make(name, handler, RegisterComplaint, {
    ...{ projectId, channel: 'HOTLINE', source: 'DIRECT', customerKind: 'OWNER', room, urgency: 'NORMAL' },
    ...{ customerName: person.name, phone: person.phone, dueOn: plusDays(office.today, 7), ...wish },
  });
  if (!made.allowed.includes('acknowledge')) return made;
  return office.step(name, handler, AcknowledgeComplaint, { how: 'SMS', told: '已受理,一个工作日内联系您' })(made);
}

const takeUp = (office: Office, name: string): Step<ComplaintView> => [
  'REGISTERED',
  office.step(name, handler, TakeUpComplaint, { arrangement: '安排工程师上门' }),
];

const repaired = (office: Office, name: string): Step<ComplaintView>[] => [
  takeUp(office, name),
  ['EXECUTING', office.step(name, handler, DisposeOfComplaint, { result: '已更换配件并试用' })],
  ['EXECUTED', office.step(name, supervisor, PassDisposalCheck, { checkResult: '试用一天,一切正常' })],
  ['CHECKED', office.step(name, handler, FeedBackToCustomer, { customerOpinion: '满意', satisfaction: 'SATISFIED' })],
  ['FED_BACK', office.step(name, handler, CloseComplaint)],
];

const visited = 'repair-visit';

/** A repair under warranty. */
const leak = (office: Office): Promise<ComplaintView> =>
  enter(office, visited, 0, {
    ...{ kind: 'REPAIR', category: 'QUALITY', part: 'WET_ROOM_WATERPROOFING', content: '主卫地漏周边渗水' },
  });

/** It is given to an engineer, with an appointment for tomorrow. */
async function leakWithVisit(office: Office): Promise<void> {
  const name = visited;
  const begun = await walk(await leak(office), [takeUp(office, name)]);
  if (begun.assigneeId === undefined) {
    const task = { assigneeId: 'project-staff', assignee: '杨帆', plannedOn: plusDays(office.today, 2) };
    const assigned = await office.step(name, supervisor, AssignComplaint, task)(begun);
    const day = plusDays(office.today, 1);
    const visit = { from: `${day}T10:00:00+08:00`, until: `${day}T12:00:00+08:00`, note: '业主要求上午' };
    await office.step(name, supervisor, BookVisit, visit)(assigned);
  }
}

/** 服务合同: the repair is linked to the contract of its owner, once the news of it has come. */
export async function linkAgreement(office: Office, { id: agreementId }: ServiceAgreementView): Promise<void> {
  await effect('that the service agreement is known', async () => {
    const repair = await leak(office);
    if (repair.agreementNo !== undefined) return true;
    return office.step(visited, handler, LinkServiceAgreement, { agreementId })(repair);
  });
}

/** A repair that was closed, and opened again because it leaks again: nobody is asked to rate it meanwhile. */
async function leakAgain(office: Office): Promise<void> {
  const name = 'repair-again';
  const wish = { kind: 'REPAIR', category: 'QUALITY', part: 'PIPES', content: '厨房水龙头漏水' };
  const entered = await enter(office, name, 1, wish);
  if (entered.reopened > 0) return;
  const done = await walk(entered, repaired(office, name));
  await walk(done, [['CLOSED', office.step(name, supervisor, ReopenComplaint, { reason: '业主来电:又漏水了' })]]);
}

/** A repair that was done at once, which its customer has rated. */
async function mended(office: Office): Promise<void> {
  const name = 'repair-mended';
  const wish = { kind: 'REPAIR', category: 'QUALITY', part: 'WIRING', content: '主卧插座无电' };
  await rate(office, await walk(await enter(office, name, 7, wish), repaired(office, name)), 7);
}

/** A repair that did not pass its check at first. */
async function flawedRepair(office: Office): Promise<void> {
  const name = 'repair-flawed';
  const wish = { kind: 'REPAIR', category: 'QUALITY', part: 'DECORATION', content: '客厅墙面开裂' };
  const entered = await walk(await enter(office, name, 2, wish), repaired(office, name).slice(0, 2));
  const fail = office.step(name, supervisor, FailDisposalCheck, { checkResult: '补缝处色差明显,重新处理' });
  await walk(entered, [['EXECUTED', fail]]);
}

async function suggestion(office: Office): Promise<void> {
  const name = 'suggestion';
  const wish = { kind: 'SUGGESTION', category: 'PROPERTY_MANAGEMENT', content: '建议在3栋入口增设雨棚' };
  const begun = await walk(await enter(office, name, 3, wish), [takeUp(office, name)]);
  const answer = { content: '已列入明年公共设施改造计划,感谢您的建议' };
  if (begun.answers?.length === 0 || begun.answers === undefined)
    await office.step(name, handler, AnswerComplaint, answer)(begun);
}

/** An objection that waits for the customer's papers. */
async function objection(office: Office): Promise<void> {
  const name = 'objection';
  const wish = { kind: 'OBJECTION', category: 'CONTRACT', content: '对面积差异结算有异议' };
  const entered = await enter(office, name, 4, wish);
  if (!entered.waiting) await office.step(name, handler, WaitForCustomer, { reason: '等待业主提供测绘报告' })(entered);
}

async function dispute(office: Office): Promise<void> {
  const name = 'dispute';
  const wish = {
    category: 'CONTRACT',
    urgency: 'URGENT',
    content: '逾期交付违约金计算有分歧',
    demand: '按合同支付违约金',
  };
  const entered = await enter(office, name, 5, wish);
  const ground = { ground: 'MONEY', reason: '双方对违约金起算日有分歧,涉及金额较大' };
  if (!entered.disputed) await office.step(name, 'manager-in-charge', ConvertToDispute, ground)(entered);
}

async function media(office: Office): Promise<void> {
  const found = { channel: 'MEDIA', source: 'MEDIA_MONITORING', mediaSource: '都市快报 2版,读者来信' };
  await enter(office, 'media', 6, {
    ...found,
    category: 'ENVIRONMENT',
    urgency: 'EMERGENCY',
    content: '工地夜间施工扰民',
  });
}

/** 质量抽查 of the complaint that was closed. */
async function check(office: Office, closed: ComplaintView): Promise<void> {
  const found = await office.desk(supervisor).ask(GetComplaint, { complaintId: closed.id });
  const quality = { score: 4, remark: '记录完整,反馈略晚' };
  if (!found.qualityChecks?.length) await office.step('quality', supervisor, CheckComplaintQuality, quality)(found);
}
