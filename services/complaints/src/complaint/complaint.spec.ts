import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import {
  ComplaintAgreed,
  ComplaintClosed,
  ComplaintLeftUnagreed,
  ComplaintPlanApproved,
  complaintStates,
  ComplaintWithdrawn,
} from '@linli/contracts';
import { raisedBy } from '@linli/kernel';
import {
  after,
  at,
  eventsOf,
  handler,
  manager,
  refusal,
  registered,
  roads,
  steps,
  talk,
  toApproval,
  toFailedTalk,
} from '../test/ways.js';
import { complaintWorkflow, onItsWay, type ComplaintAction } from './complaint.workflow.js';

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
      if (complaintWorkflow.can(state, action) && onItsWay('COMPLAINT', action)) {
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
    const both = { ...handler, roles: ['MANAGER_IN_CHARGE'] as const };
    expect(refusal(() => waiting.approvePlan('同意', both, at))).toMatchObject({
      kind: 'forbidden',
      code: 'complaint.own-request',
    });
    expect(refusal(() => waiting.rejectPlan('不同意', both, at)).code).toBe('complaint.own-request');
    expect(waiting.state).toBe('APPROVAL');
  });

  test('is decided by the stand-in of an absent manager, never by that of the proposer [REQ-142]', () => {
    const standIn = { id: 'stand-in', name: '代理人', roles: ['LEADERSHIP'] as const };
    expect(refusal(() => after(...toApproval).approvePlan('同意', standIn, at)).code).toBe(
      'complaint.not-your-decision',
    );
    expect(refusal(() => after(...toApproval).approvePlan('同意', standIn, at, [handler.id])).code).toBe(
      'complaint.not-your-decision',
    );
    const waiting = after(...toApproval);
    waiting.approvePlan('同意', standIn, at, [manager.id]);
    expect(waiting.handling?.plans).toMatchObject([{ approver: '代理人', decidedFor: 'manager', matrixVersion: 2 }]);
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
