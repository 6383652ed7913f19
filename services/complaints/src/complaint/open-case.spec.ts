import { describe, expect, test } from '@jest/globals';
import { ComplaintBecameDispute, ComplaintEscalated, ComplaintReopened, RegisterComplaint } from '@linli/contracts';
import {
  after,
  at,
  eventsOf,
  form,
  handler,
  refusal,
  registered,
  steps,
  supervisor,
  roads,
  toApproval,
  toFailedTalk,
} from '../test/ways.js';
import { Complaint } from './complaint.js';

describe('A case', () => {
  test('closes only when acknowledged, resolved and answered, and a late one explained [REQ-154] [REQ-160]', () => {
    const told = after(...roads.FED_BACK);
    expect(refusal(() => told.close(handler, at)).code).toBe('complaint.not-acknowledged');
    told.acknowledge('PHONE', '三日内答复', handler, at);
    expect(refusal(() => told.acknowledge('SMS', undefined, handler, at)).code).toBe('complaint.already-acknowledged');
    told.fallLate('RESOLVE', at, at);
    expect(refusal(() => told.close(handler, at)).code).toBe('complaint.explanation-owed');
    told.explainDelay('配件缺货', handler, at);
    expect(refusal(() => told.explainDelay('配件缺货', handler, at)).code).toBe('complaint.not-late');
    told.close(handler, at);
    expect(told.handling).toMatchObject({
      acknowledgement: { told: '三日内答复' },
      explanations: [{ content: '配件缺货' }],
    });
  });

  test.each(['REPAIR', 'SUGGESTION', 'OBJECTION'] as const)(
    'of the kind %s is taken up at once and goes the same way from there [REQ-153] [REQ-158] [REQ-159]',
    (kind) => {
      expect(refusal(() => steps.investigate(registered(kind))).code).toBe('complaint.illegal-step');
      expect(refusal(() => steps.takeUp(registered())).code).toBe('complaint.illegal-step');
      const given = registered(kind);
      for (const action of ['takeUp', 'dispose', 'passCheck', 'feedBack', 'close'] as const) steps[action](given);
      expect([given.state, given.assigneeId]).toEqual(['CLOSED', 'handler']);
      expect(refusal(() => registered(kind).convertToDispute('MONEY', '要求赔偿', handler, at)).code).toBe(
        'complaint.no-complaint',
      );
    },
  );

  test('about money, contract or law becomes a dispute, once, with its number and history [REQ-138]', () => {
    const complaint = after('investigate');
    const { formNo } = complaint;
    complaint.convertToDispute('MONEY', '要求赔偿', handler, at);
    expect(complaint).toMatchObject({ formNo, state: 'INVESTIGATED', disputed: true });
    expect(complaint.handling).toMatchObject({ investigation: { cause: '施工缺陷' }, dispute: { ground: 'MONEY' } });
    expect(eventsOf(complaint)).toContain(ComplaintBecameDispute);
    expect(refusal(() => complaint.convertToDispute('LAW', '又一次', handler, at)).code).toBe(
      'complaint.already-disputed',
    );
    expect(refusal(() => after('withdraw').convertToDispute('LAW', '晚了', handler, at)).code).toBe(
      'complaint.illegal-step',
    );
  });

  test('becomes a dispute by itself when a formal talk fails, once [REQ-138]', () => {
    const complaint = after(...toFailedTalk);
    expect(complaint).toMatchObject({ disputed: true });
    expect(complaint.handling?.dispute).toMatchObject({ ground: 'NEGOTIATION_FAILED', reason: '再考虑' });
    for (const action of ['proposePlan', 'submitPlan', 'approvePlan', 'disagree'] as const) steps[action](complaint);
    expect(eventsOf(complaint).filter((event) => event === ComplaintBecameDispute)).toHaveLength(1);
    expect(after(...toApproval, 'rejectPlan').disputed).toBe(false);
  });

  test('stands still while the customer is waited for, and each wait stays on record', () => {
    const complaint = after('investigate');
    complaint.wait('等客户寄来合同', handler, at);
    expect(refusal(() => steps.proposePlan(complaint)).code).toBe('complaint.waiting-for-customer');
    expect(refusal(() => complaint.wait('再等', handler, at)).code).toBe('complaint.already-waiting');
    const later = new Date(at.getTime() + 60_000);
    complaint.resume(later);
    expect(refusal(() => complaint.resume(later)).code).toBe('complaint.not-waiting');
    expect(complaint.handling?.waits).toEqual([
      { from: at.toISOString(), to: later.toISOString(), reason: '等客户寄来合同', by: '投诉专人' },
    ]);
    complaint.wait('等客户答复', handler, later);
    steps.withdraw(complaint);
    expect(complaint).toMatchObject({ state: 'WITHDRAWN', waiting: false });
  });

  test('is given to a colleague and, with a reason, to another [REQ-162]', () => {
    const complaint = registered();
    complaint.assign({ assigneeId: 'li', assignee: '李雷' }, supervisor, at);
    expect(refusal(() => complaint.assign({ assigneeId: 'li', assignee: '李雷' }, supervisor, at)).code).toBe(
      'complaint.already-assigned',
    );
    expect(refusal(() => complaint.assign({ assigneeId: 'han', assignee: '韩梅' }, supervisor, at)).code).toBe(
      'complaint.reassigned-without-reason',
    );
    complaint.assign({ assigneeId: 'han', assignee: '韩梅', reason: '李雷休假' }, supervisor, at);
    expect(complaint).toMatchObject({ assigneeId: 'han', assignee: '韩梅' });
    expect(complaint.handling?.assignments).toMatchObject([
      { assignee: '李雷' },
      { assignee: '韩梅', reason: '李雷休假' },
    ]);
  });

  test('is visited at a time that lies ahead and ends after it begins [REQ-162]', () => {
    const complaint = registered('REPAIR');
    const visit = (from: string, until: string) => () => complaint.bookVisit({ from, until }, handler, at);
    expect(refusal(visit(at.toISOString(), '2026-11-22T03:00:00Z')).code).toBe('complaint.visit-times');
    expect(refusal(visit('2026-11-22T03:00:00Z', '2026-11-22T03:00:00Z')).code).toBe('complaint.visit-times');
    visit('2026-11-22T02:00:01Z', '2026-11-22T03:00:00+00:00')();
    expect(complaint.handling?.visits).toMatchObject([{ until: '2026-11-22T03:00:00.000Z' }]);
  });

  test('that falls late goes up the chain and is handed over at each level [REQ-163]', () => {
    const complaint = after('investigate');
    complaint.fallLate('RESOLVE', at, at);
    complaint.escalate('RESOLVE', 1, { role: 'CS_SUPERVISOR', name: '客服部主管' }, at, at);
    complaint.escalate('ACKNOWLEDGE', 1, { role: 'CS_SUPERVISOR', name: '客服部主管' }, at, at);
    complaint.escalate('RESOLVE', 2, { role: 'MANAGER_IN_CHARGE', name: '主管经理' }, at, at);
    expect(complaint).toMatchObject({
      escalationLevel: 2,
      assigneeId: 'role:MANAGER_IN_CHARGE',
      explanationOwed: true,
    });
    expect(complaint.handling?.escalations?.map(({ duty, level }) => `${duty} ${level}`)).toEqual([
      ...['RESOLVE 0', 'RESOLVE 1', 'ACKNOWLEDGE 1', 'RESOLVE 2'],
    ]);
    expect(eventsOf(complaint)).toContain(ComplaintEscalated);
  });

  test('is opened again within the grace days, the last one included, and keeps its first round', () => {
    const lastMoment = new Date('2026-11-29T23:59:59+08:00');
    const closed = after(...roads.CLOSED);
    expect(refusal(() => closed.reopen('又渗水了', 7, handler, new Date('2026-11-30T00:00:00+08:00')))).toMatchObject({
      code: 'complaint.grace-over',
      details: { lastDay: '2026-11-29' },
    });
    closed.reopen('又渗水了', 7, handler, lastMoment);
    expect(closed).toMatchObject({ state: 'REGISTERED', reopened: 1, acknowledged: false });
    expect(closed.handling).toMatchObject({
      plans: [{ number: 1 }],
      rounds: [{ reason: '又渗水了', investigation: { cause: '施工缺陷' }, feedback: { customerOpinion: '满意' } }],
    });
    expect(closed.handling).not.toHaveProperty('ending');
    expect(eventsOf(closed)).toContain(ComplaintReopened);
  });

  test('is rated inside by another than who worked on it, once it is closed', () => {
    const closed = after(...roads.CLOSED);
    closed.assigneeId = 'handler';
    expect(refusal(() => closed.checkQuality(5, undefined, handler, at)).code).toBe('complaint.own-work');
    closed.checkQuality(4, '回访及时', supervisor, at);
    expect(closed.handling?.qualityChecks).toMatchObject([{ score: 4, by: '客服部主管' }]);
    expect(refusal(() => registered().checkQuality(4, undefined, supervisor, at)).code).toBe('complaint.illegal-step');
  });

  test('out of the media names its outlet [REQ-156]', () => {
    const media = Object.assign(new RegisterComplaint(), form, { channel: 'MEDIA', source: 'MEDIA_MONITORING' });
    const intake = { formNo: 'TS-2026-000002', partyId: form.projectId, receivedBy: '投诉专人', customer: null, at };
    expect(refusal(() => Complaint.register(media, intake)).code).toBe('complaint.no-media-source');
    media.mediaSource = '业主论坛 2026-11-20';
    expect(Complaint.register(media, intake).mediaSource).toBe('业主论坛 2026-11-20');
  });
});
