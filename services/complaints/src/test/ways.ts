import { RegisterComplaint, Role } from '@linli/contracts';
import { raisedBy, Refusal } from '@linli/kernel';
import { Complaint } from '../complaint/complaint.js';
import type { CaseKind, ComplaintAction, ComplaintState } from '../complaint/complaint.workflow.js';

export const at = new Date('2026-11-22T02:00:00Z');
export const handler = { id: 'handler', name: '投诉专人' };
export const manager = { id: 'manager', name: '主管经理', roles: ['MANAGER_IN_CHARGE'] as const };
export const authority = { approverRole: Role.MANAGER_IN_CHARGE, matrixVersion: 2 };
export const supervisor = { id: 'supervisor', name: '客服部主管' };
export const report = {
  findings: '楼上防水层破损',
  cause: '施工缺陷',
  liability: '总包单位',
  responsibleDepartment: 'PROJECT_DEPT',
  validity: 'JUSTIFIED',
  validityReason: '现场查实',
};
export const talk = {
  heldAt: '2026-11-21T02:00:00Z',
  attendees: '王芳、投诉专人',
  offer: '重做防水并赔偿',
  answer: '再考虑',
};

export const form = Object.assign(new RegisterComplaint(), {
  projectId: 'binjiang',
  channel: 'HOTLINE',
  source: 'DIRECT',
  customerKind: 'OWNER',
  category: 'QUALITY',
  urgency: 'NORMAL',
  content: '卫生间渗水',
  dueOn: '2036-12-01',
});
export const registered = (kind: CaseKind = 'COMPLAINT') =>
  Complaint.register(Object.assign(new RegisterComplaint(), form, { kind }), {
    formNo: 'TS-2026-000001',
    partyId: '01990000-0000-7000-8000-000000000001',
    receivedBy: '投诉专人',
    customer: null,
    at,
  });

export const steps: Record<ComplaintAction, (complaint: Complaint) => void> = {
  investigate: (complaint) => complaint.investigate(report, handler, at),
  proposePlan: (complaint) => complaint.proposePlan('重做防水', handler, at),
  talkPreliminarily: (complaint) => complaint.talkPreliminarily(talk, handler, at),
  submitPlan: (complaint) => complaint.submitPlan(authority, at),
  approvePlan: (complaint) => complaint.approvePlan(undefined, manager, at),
  rejectPlan: (complaint) => complaint.rejectPlan('赔偿过高', manager, at),
  agree: (complaint) => complaint.agree(talk, handler, at),
  disagree: (complaint) => complaint.disagree(talk, handler, at),
  dispose: (complaint) => complaint.dispose('已重做', handler, at),
  passCheck: (complaint) => complaint.check(true, '不再渗水', supervisor, at),
  failCheck: (complaint) => complaint.check(false, '仍有渗水', supervisor, at),
  feedBack: (complaint) => complaint.feedBack({ customerOpinion: '满意' }, handler, at),
  close: (complaint) => {
    if (!complaint.acknowledged && complaint.state === 'FED_BACK')
      complaint.acknowledge('PHONE', undefined, handler, at);
    complaint.close(handler, at);
  },
  takeUp: (complaint) => complaint.takeUp('明日上门', handler, at),
  reopen: (complaint) => complaint.reopen('又渗水了', 7, handler, at),
  withdraw: (complaint) => complaint.withdraw('客户自行解决', handler, at),
  leaveUnagreed: (complaint) => complaint.leaveUnagreed('分歧过大', manager, at),
};

export const toApproval: ComplaintAction[] = ['investigate', 'proposePlan', 'submitPlan'];
export const toFailedTalk: ComplaintAction[] = [...toApproval, 'approvePlan', 'disagree'];
export const roads: Record<ComplaintState, ComplaintAction[]> = {
  REGISTERED: [],
  INVESTIGATED: ['investigate'],
  PLANNED: ['investigate', 'proposePlan'],
  APPROVAL: toApproval,
  REPLANNING: toFailedTalk,
  NEGOTIATING: [...toFailedTalk, 'proposePlan', 'submitPlan', 'approvePlan'],
  EXECUTING: [...toApproval, 'approvePlan', 'agree'],
  EXECUTED: [...toApproval, 'approvePlan', 'agree', 'dispose'],
  CHECKED: [...toApproval, 'approvePlan', 'agree', 'dispose', 'passCheck'],
  FED_BACK: [...toApproval, 'approvePlan', 'agree', 'dispose', 'passCheck', 'feedBack'],
  CLOSED: [...toApproval, 'approvePlan', 'agree', 'dispose', 'passCheck', 'feedBack', 'close'],
  WITHDRAWN: ['withdraw'],
  UNAGREED: [...toFailedTalk, 'leaveUnagreed'],
};

export function after(...actions: ComplaintAction[]): Complaint {
  const complaint = registered();
  for (const action of actions) steps[action](complaint);
  return complaint;
}

export const refusal = (step: () => void): Refusal => {
  try {
    step();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('the step was taken, a refusal was expected');
};

export const eventsOf = (complaint: Complaint) => raisedBy(complaint).map(({ event }) => event);
