import {
  ConfirmCorrectiveAction,
  GetCorrectiveAction,
  letterContracts,
  letterStates,
  RequestCorrectiveAction,
  ReturnCorrectiveAction,
  WithdrawCorrectiveAction,
  type ComplaintView,
  type CorrectiveActionView,
  type DepartmentCode,
  type LetterService,
  type WorkContactLetterView,
} from '@linli/contracts';
import type { ComplaintState } from './complaints.js';
import { all, effect, walk, type Office, type Step } from './office.js';

type LetterState = (typeof letterStates)[number];

interface Receiver {
  readonly service: LetterService;
  readonly department: DepartmentCode;
  readonly person: string;
}

/** Two departments share a service here and there; they take turns. */
const receivers: readonly (readonly [Receiver, Receiver])[] = [
  pair('sales-office', ['SALES_OFFICE', 'sales-supervisor'], ['SALES_OFFICE', 'sales-manager']),
  pair('property-move-in', ['PROJECT_DEPT', 'project-dept'], ['PROPERTY_COMPANY', 'property-company']),
  pair('mortgage-collection', ['FINANCE_DEPT', 'finance'], ['MORTGAGE_COLLECTION', 'collection-officer']),
  pair('client-club', ['CLIENT_CLUB', 'customer-service'], ['CLIENT_CLUB', 'brand-manager']),
  pair('info-sharing', ['INFO_SHARING', 'sales-admin'], ['INFO_SHARING', 'sales-admin']),
];

type Answering = readonly [department: DepartmentCode, person: string];

function pair(service: LetterService, one: Answering, other: Answering): readonly [Receiver, Receiver] {
  const receiver = ([department, person]: Answering) => ({ service, department, person });
  return [receiver(one), receiver(other)];
}

const demands: Readonly<Record<LetterService, string>> = {
  'sales-office': '修订销售说辞,车位赠送须写入合同',
  'property-move-in': '全面排查同户型厨房防水并整改',
  'mortgage-collection': '放款后三日内书面告知客户还款日',
  'client-club': '节日短信发送前核对客户称谓',
  'info-sharing': '下发客户资料前核对授权范围',
};

/** 纠正与预防措施: a letter in each state in every department that receives them, and one that was sent back. */
export async function loadLetters(
  office: Office,
  complaints: ReadonlyMap<ComplaintState, ComplaintView>,
): Promise<number> {
  const about = (['EXECUTING', 'EXECUTED', 'CHECKED', 'FED_BACK', 'CLOSED'] as const).map((at) => complaints.get(at)!);
  const letters = receivers.flatMap((two, i) =>
    letterStates.map((target, n) => ({ receiver: two[n % 2]!, target, about: about[(i + n) % about.length]! })),
  );
  await all(letters, ({ receiver, target, about: { id } }) => send(office, receiver, target, id));
  return letters.length;
}

async function send(office: Office, receiver: Receiver, target: LetterState, complaintId: string): Promise<void> {
  const { service, department, person } = receiver;
  const name = `letter-${service}-${target}`;
  const action = await office.make(name, 'complaint-handler', RequestCorrectiveAction, {
    ...{ complaintId, kind: target === 'RECEIVED' ? 'PREVENTIVE' : 'CORRECTIVE', department },
    ...{ cause: '施工遗留问题,交底不充分', demand: demands[service] },
  });
  const { GetWorkContactLetter, AcknowledgeWorkContactLetter, CarryOutWorkContactLetter } = letterContracts[service];
  const look = () => office.desk(person).ask(GetWorkContactLetter, { letterId: action.id });
  const letter = await effect(`the letter ${name}`, look);
  const acknowledge: Step<WorkContactLetterView> = [
    'RECEIVED',
    office.step(name, person, AcknowledgeWorkContactLetter),
  ];
  const carryOut: Step<WorkContactLetterView> = [
    'ACKNOWLEDGED',
    office.step(name, person, CarryOutWorkContactLetter, { done: '已按要求整改,责任到人' }),
  ];
  const sentBack = service === 'sales-office' && target === 'ACKNOWLEDGED';
  if (target === 'RECEIVED' || letter.round > 1) return;
  if (target === 'WITHDRAWN') await takeBack(office, name, action);
  else await walk(letter, target === 'ACKNOWLEDGED' && !sentBack ? [acknowledge] : [acknowledge, carryOut]);
  if (sentBack) await judge(office, name, action, ReturnCorrectiveAction, '抽查仍有口头承诺,退回重做');
  if (target === 'SETTLED') await judge(office, name, action, ConfirmCorrectiveAction, '连续两周未再发生,有效');
  const reached = sentBack ? 'ACKNOWLEDGED' : target;
  await effect(`the letter ${name} as ${reached}`, async () => ((await look()).state === reached ? true : undefined));
}

/** 签收前撤回: it went to the wrong department. */
async function takeBack(office: Office, name: string, { id: actionId }: CorrectiveActionView): Promise<void> {
  const action = await office.desk('complaint-handler').ask(GetCorrectiveAction, { actionId });
  const withdraw = office.step(name, 'complaint-handler', WithdrawCorrectiveAction, {
    reason: '责任部门有误,另行发函',
  });
  await walk(action, [['REQUESTED', withdraw]]);
}

/** 效果验证, once it is known that the measure was carried out. */
async function judge(
  office: Office,
  name: string,
  { id: actionId }: CorrectiveActionView,
  verdict: typeof ConfirmCorrectiveAction | typeof ReturnCorrectiveAction,
  finding: string,
): Promise<void> {
  const known = await effect(`that ${name} was carried out`, async () => {
    const action = await office.desk('cs-supervisor').ask(GetCorrectiveAction, { actionId });
    return ['REQUESTED', 'ACKNOWLEDGED'].includes(action.state) ? undefined : action;
  });
  await walk(known, [['CARRIED_OUT', office.step(name, 'cs-supervisor', verdict, { finding })]]);
}
