import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import {
  ComplaintAgreed,
  ComplaintClosed,
  ComplaintLeftUnagreed,
  ComplaintPlanApproved,
  complaintStates,
  ComplaintWithdrawn,
  RegisterComplaint,
  Role,
} from '@linli/contracts';
import { raisedBy, Refusal } from '@linli/kernel';
import { Complaint } from './complaint.js';
import { complaintWorkflow, type ComplaintAction, type ComplaintState } from './complaint.workflow.js';

const at = new Date('2026-11-22T02:00:00Z');
const handler = { id: 'handler', name: '投诉专人' };
const manager = { id: 'manager', name: '主管经理' };
const supervisor = { id: 'supervisor', name: '客服部主管' };
const report = {
  findings: '楼上防水层破损',
  cause: '施工缺陷',
  liability: '总包单位',
  responsibleDepartment: 'PROJECT_DEPT',
  validity: 'JUSTIFIED',
  validityReason: '现场查实',
};
const talk = { heldAt: '2026-11-21T02:00:00Z', attendees: '王芳、投诉专人', offer: '重做防水并赔偿', answer: '再考虑' };

const form = Object.assign(new RegisterComplaint(), {
  projectId: 'binjiang',
  channel: 'HOTLINE',
  source: 'DIRECT',
  customerKind: 'OWNER',
  category: 'QUALITY',
  urgency: 'NORMAL',
  content: '卫生间渗水',
  dueOn: '2026-12-01',
});
const registered = () =>
  Complaint.register(form, {
    formNo: 'TS-2026-000001',
    partyId: '01990000-0000-7000-8000-000000000001',
    receivedBy: '投诉专人',
    customer: null,
    at,
  });

const steps: Record<ComplaintAction, (complaint: Complaint) => void> = {
  investigate: (complaint) => complaint.investigate(report, handler, at),
  proposePlan: (complaint) => complaint.proposePlan('重做防水', handler, at),
  talkPreliminarily: (complaint) => complaint.talkPreliminarily(talk, handler, at),
  submitPlan: (complaint) => complaint.submitPlan({ approverRole: Role.MANAGER_IN_CHARGE, matrixVersion: 2 }, at),
  approvePlan: (complaint) => complaint.approvePlan(undefined, manager, at),
  rejectPlan: (complaint) => complaint.rejectPlan('赔偿过高', manager, at),
  agree: (complaint) => complaint.agree(talk, handler, at),
  disagree: (complaint) => complaint.disagree(talk, handler, at),
  dispose: (complaint) => complaint.dispose('已重做', handler, at),
  passCheck: (complaint) => complaint.check(true, '不再渗水', supervisor, at),
  failCheck: (complaint) => complaint.check(false, '仍有渗水', supervisor, at),
  feedBack: (complaint) => complaint.feedBack({ customerOpinion: '满意' }, handler, at),
  close: (complaint) => complaint.close(handler, at),
  withdraw: (complaint) => complaint.withdraw('客户自行解决', handler, at),
  leaveUnagreed: (complaint) => complaint.leaveUnagreed('分歧过大', manager, at),
};

const toApproval: ComplaintAction[] = ['investigate', 'proposePlan', 'submitPlan'];
const toFailedTalk: ComplaintAction[] = [...toApproval, 'approvePlan', 'disagree'];
const roads: Record<ComplaintState, ComplaintAction[]> = {
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

function after(...actions: ComplaintAction[]): Complaint {
  const complaint = registered();
  for (const action of actions) steps[action](complaint);
  return complaint;
}

const refusal = (step: () => void): Refusal => {
  try {
    step();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('the step was taken, a refusal was expected');
};

const eventsOf = (complaint: Complaint) => raisedBy(complaint).map(({ event }) => event);

describe('The way of a complaint', () => {
  test('the published states are those of the workflow', () => {
    expect([...complaintStates].sort()).toEqual([...complaintWorkflow.states].sort());
  });

  test('the README draws the workflow as it is', () => {
    expect(readFileSync(new URL('../../README.md', import.meta.url), 'utf8')).toContain(complaintWorkflow.diagram());
  });

  test.each(complaintWorkflow.states)('in %s exactly the steps of the table are possible', (state) => {
    for (const action of complaintWorkflow.actions) {
      const complaint = after(...roads[state]);
      expect(complaint.state).toBe(state);
      if (complaintWorkflow.can(state, action)) {
        steps[action](complaint);
        expect(complaint.state).toBe(complaintWorkflow.move(state, action));
      } else {
        expect(refusal(() => steps[action](complaint))).toMatchObject({
          kind: 'conflict',
          code: 'complaint.illegal-step',
        });
        expect(complaint.state).toBe(state);
      }
    }
  });
});

describe('A complaint', () => {
  test('keeps cause, responsibility and investigator of the investigation [REQ-139]', () => {
    expect(after('investigate').handling?.investigation).toMatchObject({
      cause: '施工缺陷',
      liability: '总包单位',
      responsibleDepartment: 'PROJECT_DEPT',
      investigator: '投诉专人',
    });
  });

  test('keeps whether the customer is right, with the reason [REQ-346]', () => {
    expect(after('investigate').handling?.investigation).toMatchObject({
      validity: 'JUSTIFIED',
      validityReason: '现场查实',
    });
  });

  test('takes a plan after the investigation only, as version 1 [REQ-140]', () => {
    expect(refusal(() => steps.proposePlan(registered())).code).toBe('complaint.illegal-step');
    expect(after('investigate', 'proposePlan').handling?.plans).toMatchObject([
      { number: 1, content: '重做防水', proposer: '投诉专人' },
    ]);
  });

  test('may be talked over before approval, or not [REQ-141]', () => {
    const talked = after('investigate', 'proposePlan', 'talkPreliminarily', 'talkPreliminarily', 'submitPlan');
    expect(talked.handling?.plans?.[0]?.talks.map(({ kind }) => kind)).toEqual(['PRELIMINARY', 'PRELIMINARY']);
    expect(after(...toApproval).handling?.plans?.[0]?.talks).toEqual([]);
  });

  test('names the approver who decided, with his opinion', () => {
    const approved = after(...toApproval, 'approvePlan');
    expect(approved.handling?.plans).toMatchObject([
      { decision: 'APPROVED', approver: '主管经理', approverRole: 'MANAGER_IN_CHARGE' },
    ]);
    expect(eventsOf(approved)).toContain(ComplaintPlanApproved);
  });

  test('is not approved by who proposed the plan', () => {
    const waiting = after(...toApproval);
    expect(refusal(() => waiting.approvePlan('同意', handler, at))).toMatchObject({
      kind: 'rule',
      code: 'complaint.approver-is-proposer',
    });
    expect(refusal(() => waiting.rejectPlan('不同意', handler, at)).code).toBe('complaint.approver-is-proposer');
    expect(waiting.state).toBe('APPROVAL');
  });

  test('needs a new plan after each rejection, and keeps the earlier ones with their talks [REQ-144]', () => {
    const twice: ComplaintAction[] = ['proposePlan', 'talkPreliminarily', 'submitPlan', 'rejectPlan'];
    const complaint = after('investigate', ...twice, ...twice);
    expect(refusal(() => steps.submitPlan(complaint)).code).toBe('complaint.illegal-step');
    steps.proposePlan(complaint);
    expect(complaint.handling?.plans).toMatchObject([
      { number: 1, decision: 'REJECTED', opinion: '赔偿过高', talks: [{ kind: 'PRELIMINARY' }] },
      { number: 2, decision: 'REJECTED', talks: [{ kind: 'PRELIMINARY' }] },
      { number: 3, talks: [] },
    ]);
    expect(complaint.handling?.plans?.[2]).not.toHaveProperty('decision');
  });

  test('is negotiated formally over an approved plan only [REQ-145]', () => {
    for (const road of [roads.PLANNED, roads.APPROVAL, [...toApproval, 'rejectPlan'] as ComplaintAction[]]) {
      expect(refusal(() => steps.agree(after(...road))).code).toBe('complaint.illegal-step');
      expect(refusal(() => steps.disagree(after(...road))).code).toBe('complaint.illegal-step');
    }
    expect(after(...roads.EXECUTING).handling?.plans?.[0]?.talks).toMatchObject([{ kind: 'FORMAL', agreed: true }]);
    expect(eventsOf(after(...roads.EXECUTING))).toContain(ComplaintAgreed);
  });

  test('without agreement goes back to a new plan that is approved again before the next talk [REQ-146]', () => {
    const complaint = after(...toFailedTalk);
    for (const action of ['agree', 'disagree', 'submitPlan', 'approvePlan'] as const) {
      expect(refusal(() => steps[action](complaint)).code).toBe('complaint.illegal-step');
    }
    for (const action of ['proposePlan', 'submitPlan', 'approvePlan', 'agree'] as const) steps[action](complaint);
    expect(complaint.handling?.plans).toMatchObject([
      { number: 1, decision: 'APPROVED', talks: [{ kind: 'FORMAL', agreed: false }] },
      { number: 2, decision: 'APPROVED', talks: [{ kind: 'FORMAL', agreed: true }] },
    ]);
  });

  test('a talk of tomorrow is not recorded', () => {
    const complaint = after(...toApproval, 'approvePlan');
    expect(refusal(() => complaint.agree({ ...talk, heldAt: '2026-11-23T02:00:00Z' }, handler, at)).code).toBe(
      'complaint.talk-in-future',
    );
  });

  test('names who carried the plan out [REQ-147]', () => {
    expect(after(...roads.EXECUTED).handling?.disposals).toMatchObject([{ executor: '投诉专人', result: '已重做' }]);
  });

  test('is checked by another than who carried it out, and done again when it fails [REQ-148]', () => {
    const complaint = after(...roads.EXECUTED);
    expect(refusal(() => complaint.check(true, '好', handler, at))).toMatchObject({
      kind: 'rule',
      code: 'complaint.checker-is-executor',
    });
    for (const action of ['failCheck', 'dispose', 'passCheck'] as const) steps[action](complaint);
    expect(complaint.handling?.disposals).toMatchObject([
      { passed: false, checker: '客服部主管', checkResult: '仍有渗水' },
      { passed: true, checkResult: '不再渗水' },
    ]);
    expect(complaint.state).toBe('CHECKED');
  });

  test('closes only after the customer was told and his opinion was heard [REQ-149]', () => {
    const checked = after(...roads.CHECKED);
    expect(refusal(() => steps.close(checked)).code).toBe('complaint.illegal-step');
    steps.feedBack(checked);
    expect(checked.handling?.feedback).toMatchObject({ customerOpinion: '满意', by: '投诉专人' });
    steps.close(checked);
    expect(checked.handling?.ending).toEqual({ at: at.toISOString(), by: '投诉专人' });
    expect(eventsOf(checked)).toContain(ComplaintClosed);
  });

  test('is withdrawn by the customer with his reason', () => {
    const complaint = after('investigate', 'withdraw');
    expect(complaint.handling?.ending).toMatchObject({ reason: '客户自行解决' });
    expect(eventsOf(complaint)).toContain(ComplaintWithdrawn);
  });

  test('is left unagreed only after a formal talk failed, with the reason of the manager', () => {
    const onlyRejected = after(...toApproval, 'rejectPlan');
    const firstTalk = after(...toApproval, 'approvePlan');
    for (const complaint of [onlyRejected, firstTalk]) {
      expect(refusal(() => steps.leaveUnagreed(complaint))).toMatchObject({
        kind: 'rule',
        code: 'complaint.not-negotiated',
      });
    }
    const left = after(...roads.UNAGREED);
    expect(left.handling?.ending).toMatchObject({ by: '主管经理', reason: '分歧过大' });
    expect(eventsOf(left)).toContain(ComplaintLeftUnagreed);
  });

  test('its events hold ids and no words', () => {
    for (const { payload } of raisedBy(after(...roads.CLOSED))) {
      expect(Object.keys(payload)).toEqual(expect.arrayContaining(['complaintId', 'partyId', 'projectId']));
      expect(JSON.stringify(payload)).not.toMatch(/[\u4e00-\u9fff]/);
    }
  });
});
