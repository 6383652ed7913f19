import {
  AssignCallList,
  AssignPhoneLine,
  AuthoriseInServiceTerritory,
  CancelCallback,
  callStates,
  CloseCallList,
  ClosePhoneLine,
  DialCall,
  DissolveServiceTerritory,
  DraftCallScript,
  EnterInPhoneBook,
  FindCallbacks,
  FindCallListEntries,
  FulfilCallback,
  GetCallback,
  LogCall,
  NoteOnCall,
  OpenCallList,
  OpenPhoneLine,
  PlanCallback,
  ReleaseCallScript,
  RemovePhoneBookEntry,
  ReportCallEvent,
  RetireCallScript,
  SetServiceTerritory,
  SkipCallListEntry,
  WriteUpCall,
  type CallView,
  type ComplaintView,
  type PhoneLineView,
} from '@linli/contracts';
import { plusDays } from '@linli/kernel';
import type { ComplaintState } from './complaints.js';
import { others } from './names.js';
import { all, effect, projectId, walk, type Office } from './office.js';

const leader = 'cs-supervisor';
const agent = 'complaint-handler';
const FALLS_DUE_IN_MS = 1_500;

/** 电话: lines, 电话本, 电话列表, 话术, 服务地域, calls in each state and the call-backs that were promised. */
export async function loadPhones(
  office: Office,
  complaints: ReadonlyMap<ComplaintState, ComplaintView>,
): Promise<number> {
  const [line] = await Promise.all([openLines(office), phoneBook(office), scripts(office), territories(office)]);
  await Promise.all([calls(office, line), lists(office, complaints), callbacks(office)]);
  return callStates.length;
}

/** 热线 and others: with a holder, free, closed. */
async function openLines(office: Office): Promise<PhoneLineView> {
  const open = async (number: string, kind: string, title: string) =>
    office.make(`line-${number}`, leader, OpenPhoneLine, { projectId, kind, number, title });
  const hotline = await open('0571-88000002', 'HOTLINE', '投诉热线');
  const held = await office.step('hotline', leader, AssignPhoneLine, { staffId: agent, staffName: '秦岚' })(hotline);
  await open('0571-88000003', 'DIRECT', '客服直线');
  const closed = await open('0571-88000009', 'MOBILE', '旧值班手机');
  await walk(closed, [['FREE', office.step('old-line', leader, ClosePhoneLine)]]);
  return held;
}

async function phoneBook(office: Office): Promise<void> {
  const entries = [
    ['CONTRACTOR', '总包单位', '项目经理'],
    ['SUPPLIER', '电梯维保公司', '值班'],
    ['AUTHORITY', '区住建局', '信访科'],
    ['COLLEAGUE', '项目部', '工程师'],
    ['EMERGENCY', '物业监控中心', '班长'],
    ['OTHER', '旧绿化公司', '联系人'],
  ] as const;
  await all(entries, async ([kind, organisation, post], n) => {
    const { name, phone } = others[21 + n]!;
    const card = { projectId, kind, name, phone, organisation, post };
    const entry = await office.make(`book-${kind}`, agent, EnterInPhoneBook, card);
    if (kind === 'OTHER') await walk(entry, [['LISTED', office.step('book', agent, RemovePhoneBookEntry)]]);
  });
}

/** 电话内容草稿: a draft, one in use, one that was. */
async function scripts(office: Office): Promise<void> {
  for (const [name, title, occasion] of [
    ['draft', '入住一月回访', '回访'],
    ['released', '投诉受理确认', '受理'],
    ['retired', '旧版满意度调查', '调查'],
  ] as const) {
    const body = '您好,这里是邻里客户服务部,……请问现在方便接听吗?';
    const made = await office.make(`script-${name}`, agent, DraftCallScript, { title, occasion, body });
    if (name === 'draft') continue;
    const released = await walk(made, [['DRAFT', office.step(name, leader, ReleaseCallScript)]]);
    if (name === 'retired') await walk(released, [['RELEASED', office.step(name, leader, RetireCallScript)]]);
  }
}

async function territories(office: Office): Promise<void> {
  const north = await office.make('north', leader, SetServiceTerritory, {
    projectId,
    name: '北区',
    buildings: ['1', '2'],
  });
  if (north.staff.length === 0) {
    const staff = { staffId: agent, staffName: '秦岚', categories: ['QUALITY', 'SERVICE', 'ENVIRONMENT'] };
    await office.step('north', leader, AuthoriseInServiceTerritory, staff)(north);
  }
  const south = await office.make('south', leader, SetServiceTerritory, { projectId, name: '南区', buildings: ['3'] });
  await walk(south, [['SET', office.step('south', leader, DissolveServiceTerritory)]]);
}

/** Calls in each state, as the exchange tells of them: one waits to be connected, one rings, one is being spoken on. */
async function calls(office: Office, line: PhoneLineView): Promise<void> {
  const dial = (n: number, name: string): Promise<CallView> =>
    office.make(name, agent, DialCall, { projectId, lineId: line.id, phone: others[27 + n]!.phone });
  const tell = (name: string, exchangeCallId: string, news: string, more = {}): Promise<CallView> =>
    office.make(`${name}-${news}`, 'telephone-exchange', ReportCallEvent, {
      ...{ exchangeCallId, news, at: office.before(0), ...more },
    });
  const comes = { lineNumber: line.number, callerNumber: others[27]!.phone };
  await dial(0, 'call-dialling');
  await tell('call-ringing', 'EX-0001', 'RINGING', comes);
  const talking = await dial(1, 'call-talking');
  await tell('call-talking', talking.id, 'ANSWERED');
  const failed = await dial(2, 'call-failed');
  await tell('call-failed', failed.id, 'FAILED');
  for (const name of ['call-ended', 'call-logged']) {
    const call = await dial(0, name);
    await tell(name, call.id, 'ANSWERED');
    const ended = await tell(name, call.id, 'HUNG_UP');
    if (name === 'call-ended' || ended.state !== 'ENDED') continue;
    const noted = await office.step(name, agent, NoteOnCall, { text: '业主希望周末上门' })(ended);
    await office.step(name, agent, WriteUpCall, { outcome: 'REACHED', summary: '约定周六上午上门查看' })(noted);
  }
}

/** 电话列表: one with a customer who was reached, one who was passed over and others to call; one that is done. */
async function lists(office: Office, complaints: ReadonlyMap<ComplaintState, ComplaintView>): Promise<void> {
  const targets = (['CHECKED', 'FED_BACK', 'EXECUTED', 'EXECUTING'] as const).map((state) => ({
    complaintId: complaints.get(state)!.id,
  }));
  const list = await office.make('list', leader, OpenCallList, {
    ...{ projectId, title: '处置结果回访', purpose: '听取业主对处置结果的意见', targets },
  });
  const staff = { staffId: agent, staffName: '秦岚', count: 4 };
  if (list.version === 1) await office.step('list', leader, AssignCallList, staff)(list);
  const { items } = await office.desk(agent).ask(FindCallListEntries, { callListId: list.id });
  const [first, second] = items.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  await office.make('list-reached', agent, LogCall, {
    ...{ projectId, direction: 'OUT', callListEntryId: first!.id, startedAt: office.before(10) },
    ...{ talkedSeconds: 180, outcome: 'REACHED', summary: '业主对处置结果满意' },
  });
  await walk(second!, [['OPEN', office.step('list', agent, SkipCallListEntry, { reason: '业主出差,下周再联系' })]]);
  const done = await office.make('list-done', leader, OpenCallList, {
    ...{ projectId, title: '停水通知', targets: targets.slice(0, 1) },
  });
  await walk(done, [['OPEN', office.step('list-done', leader, CloseCallList)]]);
}

/** 回电: promised for tomorrow, due, kept, taken back. */
async function callbacks(office: Office): Promise<void> {
  const call = (name: string, n: number, minutesAgo: number, outcome: string): Promise<CallView> =>
    office.make(name, agent, LogCall, {
      ...{ projectId, direction: 'OUT', phone: others[54 + n]!.phone, outcome },
      startedAt: office.before(minutesAgo),
      ...{ talkedSeconds: outcome === 'REACHED' ? 95 : 0, summary: outcome === 'REACHED' ? '已答复进度' : '无人接听' },
    });
  const promise = async (name: string, n: number, dueAt: string) => {
    const { id: callId } = await call(`${name}-call`, n, 40, 'NO_ANSWER');
    return office.make(name, agent, PlanCallback, { callId, dueAt, remark: '答应再次致电' });
  };
  const tomorrow = `${plusDays(office.today, 1)}T10:00:00+08:00`;
  await promise('callback-planned', 0, tomorrow);
  const due = await soonDue(office, await call('callback-due-call', 1, 40, 'NO_ANSWER'));
  const kept = await promise('callback-done', 2, tomorrow);
  const { id: callId } = await call('callback-kept', 2, 10, 'REACHED');
  await walk(kept, [['PLANNED', office.step('callback-done', agent, FulfilCallback, { callId })]]);
  const off = await promise('callback-off', 3, tomorrow);
  await walk(off, [['PLANNED', office.step('callback-off', agent, CancelCallback, { reason: '业主已到现场解决' })]]);
  await effect('that a call-back falls due', async () => {
    const { state } = await office.desk(agent).ask(GetCallback, { callbackId: due });
    return state === 'PLANNED' ? undefined : state;
  });
}

/** The id of the call-back that falls due at once, promised only once also after an interruption. */
async function soonDue(office: Office, { id: callId }: CallView): Promise<string> {
  const { items } = await office.desk(agent).ask(FindCallbacks, { projectId, limit: 100 });
  const known = items.find((callback) => callback.callId === callId);
  const dueAt = new Date(Date.now() + FALLS_DUE_IN_MS).toISOString();
  const form = { callId, dueAt, remark: '业主要求今天内回电' };
  return (known ?? (await office.desk(agent).ask(PlanCallback, form))).id;
}
