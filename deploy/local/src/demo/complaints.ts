import {
  AcknowledgeComplaint,
  ApprovePlan,
  CloseComplaint,
  complaintStates,
  DisposeOfComplaint,
  FeedBackToCustomer,
  InvestigateComplaint,
  LeaveUnagreed,
  PassDisposalCheck,
  ProposePlan,
  RecordAgreement,
  RecordDisagreement,
  RegisterComplaint,
  RejectPlan,
  SubmitPlan,
  WithdrawComplaint,
  type ComplaintView,
} from '@linli/contracts';
import { plusDays, startOfDay } from '@linli/kernel';
import { owners, type Deal } from './deals.js';
import { all, projectId, walk, type Office, type Step } from './office.js';

export type ComplaintState = (typeof complaintStates)[number];

const handler = 'complaint-handler';
const manager = 'manager-in-charge';
const matters = [
  ['QUALITY', '厨房顶棚渗水'],
  ['SERVICE', '报修三天无人上门'],
  ['ENVIRONMENT', '楼下装修夜间施工'],
  ['PROPERTY_MANAGEMENT', '电梯多次停运'],
  ['CONTRACT', '赠送车位迟迟未兑现'],
] as const;

/** 客户投诉登记表: one complaint of an owner in each state, by the state. */
export async function loadComplaints(office: Office): Promise<ReadonlyMap<ComplaintState, ComplaintView>> {
  const made = new Map<ComplaintState, ComplaintView>();
  await all(complaintStates, async (target, i) => void made.set(target, await handle(office, owners[i]!, target, i)));
  return made;
}

async function handle(
  office: Office,
  { room, person }: Deal,
  target: ComplaintState,
  i: number,
): Promise<ComplaintView> {
  const name = `complaint-${target}`;
  const [category, content] = matters[i % matters.length]!;
  const made = await office.make(name, handler, RegisterComplaint, {
    ...{ projectId, channel: i % 2 === 0 ? 'HOTLINE' : 'VISIT', source: 'DIRECT', customerKind: 'OWNER', room },
    ...{ customerName: person.name, phone: person.phone, category, urgency: i % 4 === 0 ? 'URGENT' : 'NORMAL' },
    ...{ content, demand: '尽快解决并给出说明', dueOn: plusDays(office.today, 7) },
  });
  const tell = office.step(name, handler, AcknowledgeComplaint, { how: 'PHONE', told: '三日内答复' });
  const begun = made.allowed.includes('acknowledge') ? await tell(made) : made;
  return walk(begun, waysTo(office, name)[target]);
}

/** The steps that lead to each state, by the loops where a loop leads there. */
function waysTo(office: Office, name: string): Record<ComplaintState, readonly Step<ComplaintView>[]> {
  const heldAt = new Date(startOfDay(office.today).getTime() - 3_600_000).toISOString();
  const talk = { heldAt, attendees: '业主、投诉专人', offer: '一周内修复并致歉' };
  const report = {
    findings: '现场查看属实',
    cause: '施工遗留问题',
    liability: '总包单位',
    validityReason: '有现场照片',
  };
  const at = (person: string) => ({
    investigate: office.step(name, person, InvestigateComplaint, {
      ...report,
      ...{ responsibleDepartment: '工程部', validity: 'JUSTIFIED' },
    }),
    propose: office.step(name, person, ProposePlan, { content: '一周内修复,向业主致歉' }),
    submit: office.step(name, person, SubmitPlan),
    approve: office.step(name, person, ApprovePlan, { opinion: '同意' }),
    reject: office.step(name, person, RejectPlan, { opinion: '请补充修复时限' }),
    agree: office.step(name, person, RecordAgreement, { ...talk, answer: '同意' }),
    disagree: office.step(name, person, RecordDisagreement, { ...talk, answer: '不同意,要求更换' }),
  });
  const { investigate, propose, submit, agree, disagree } = at(handler);
  const { approve, reject } = at(manager);
  const planned: Step<ComplaintView>[] = [
    ['REGISTERED', investigate],
    ['INVESTIGATED', propose],
  ];
  const approval: Step<ComplaintView>[] = [...planned, ['PLANNED', submit]];
  const negotiating: Step<ComplaintView>[] = [...approval, ['APPROVAL', approve]];
  const finish: Step<ComplaintView>[] = [
    ['NEGOTIATING', agree],
    ['EXECUTING', office.step(name, handler, DisposeOfComplaint, { result: '已修复,业主在场确认' })],
    ['EXECUTED', office.step(name, 'cs-supervisor', PassDisposalCheck, { checkResult: '复查合格' })],
    ['CHECKED', office.step(name, handler, FeedBackToCustomer, { customerOpinion: '满意', satisfaction: 'SATISFIED' })],
    ['FED_BACK', office.step(name, handler, CloseComplaint)],
  ];
  const before = (state: ComplaintState) =>
    finish.slice(
      0,
      finish.findIndex(([from]) => from === state),
    );
  const unagreed: Step<ComplaintView> = [
    'REPLANNING',
    office.step(name, manager, LeaveUnagreed, { reason: '双方同意走法律途径' }),
  ];
  return {
    REGISTERED: [],
    INVESTIGATED: planned.slice(0, 1),
    PLANNED: planned,
    APPROVAL: approval,
    REPLANNING: [...approval, ['APPROVAL', reject]],
    NEGOTIATING: negotiating,
    EXECUTING: [...negotiating, ...before('EXECUTING')],
    EXECUTED: [...negotiating, ...before('EXECUTED')],
    CHECKED: [...negotiating, ...before('CHECKED')],
    FED_BACK: [...negotiating, ...before('FED_BACK')],
    CLOSED: [...negotiating, ...finish],
    WITHDRAWN: [['REGISTERED', office.step(name, handler, WithdrawComplaint, { reason: '业主自行解决' })]],
    UNAGREED: [...negotiating, ['NEGOTIATING', disagree], unagreed],
  };
}
