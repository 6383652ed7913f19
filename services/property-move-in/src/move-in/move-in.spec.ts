import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { dueTimes } from '@linli/bus';
import { moveInStates } from '@linli/contracts';
import { dayOf, officeCalendar, startOfDay } from '@linli/kernel';
import { Handover } from '../handover/handover.js';
import { Household } from '../household/household.js';
import { revisitPolicy } from '../migrations/002-revisit-clock.js';
import { contract } from '../test/contract.js';
import { MoveIn, type ChargesStart, type Hand } from './move-in.js';
import { viewOfMoveIn } from './move-in.view.js';
import {
  missingBefore,
  moveInWorkflow,
  type MoveInAction,
  type OccupantKind,
  type PaperKind,
} from './move-in.workflow.js';

const hand: Hand = { id: 'a', name: '客户助理', at: new Date('2026-05-01T04:00:00Z') };
const sealed = { sealed: 'k1.x', masked: '李*' };
const utilities = { phone: 'REQUESTED', internet: 'REQUESTED', cableTv: 'NOT_WANTED' } as const;

/** The day on which the revisit of a household is due by the policy that the department begins with. */
const revisitOf = (moveInDate: string): string =>
  dayOf(dueTimes({ ...revisitPolicy, escalation: [] }, startOfDay(moveInDate), [], officeCalendar())[0]!);

function opened(kind: OccupantKind = 'OWNER', chargesStart: ChargesStart = 'HANDOVER_DATE'): MoveIn {
  const household = Household.of(contract(), hand.at);
  const handover = Handover.of(household, '2026-01-20', { formNo: 'JF-1', by: '客户助理', at: hand.at });
  return MoveIn.open(handover, { kind, partyId: 'p', key: 'k' }, { formNo: 'RZ-1', chargesStart }, hand);
}

const paper = (action: MoveInAction, kind: PaperKind) => (moveIn: MoveIn) =>
  moveIn.file(action, { kind, signedOn: '2026-04-30' }, hand);

const actions: Readonly<Record<MoveInAction, (moveIn: MoveIn) => void>> = {
  recordOwnerConfirmation: paper('recordOwnerConfirmation', 'OWNER_CONFIRMATION'),
  fileOwnerUndertaking: paper('fileOwnerUndertaking', 'OWNER_UNDERTAKING'),
  fileLeaseAgreement: paper('fileLeaseAgreement', 'LEASE_AGREEMENT'),
  fileTenantInformation: paper('fileTenantInformation', 'TENANT_INFORMATION'),
  fileHouseholderProof: paper('fileHouseholderProof', 'HOUSEHOLDER_PROOF'),
  signSafetyAgreement: paper('signSafetyAgreement', 'SAFETY_AGREEMENT'),
  confirmIdentity: (moveIn) => moveIn.confirmIdentity({ kind: 'ID_CARD', ...sealed }, hand),
  congratulate: (moveIn) => moveIn.congratulate(hand),
  issueNotice: (moveIn) => moveIn.issueNotice({ id: 'n', noticeNo: 'ZH-1', departments: ['CLEANING'] }, hand),
  arrangeServices: (moveIn) =>
    moveIn.arrangeServices({ briefed: true, utilities, parkingPass: 'ISSUED', parkingPassNo: undefined }, hand),
  followUtility: (moveIn) => moveIn.followUtility('internet', 'DONE', hand),
  markBilling: (moveIn) => moveIn.markBilling(hand),
  register: (moveIn) =>
    moveIn.register(
      {
        ...{ moveInDate: '2026-04-30', residents: undefined, name: sealed, phone: sealed },
        revisitDueOn: revisitOf('2026-04-30'),
      },
      hand,
    ),
  updateFile: (moveIn) => moveIn.updateFile('DA-1', hand),
  archive: (moveIn) => moveIn.archive(hand),
  recordRevisit: (moveIn) => moveIn.recordRevisit({ on: '2026-05-01', score: 5, evaluation: '满意' }, hand),
};

const everyPaper = (Object.keys(actions) as MoveInAction[]).slice(0, 6);

/** A tenant's case with all its papers, put into this state. */
function tenantIn(state: (typeof moveInStates)[number]): MoveIn {
  const moveIn = opened('TENANT');
  for (const action of everyPaper) actions[action](moveIn);
  return Object.assign(moveIn, { state, utilities, fileNo: 'DA-1', moveInDate: '2026-04-30', steps: [] });
}

const registered = (moveInDate: string, chargesStart?: ChargesStart): MoveIn => {
  const moveIn = opened('OWNER', chargesStart);
  for (const action of [
    'signSafetyAgreement',
    'confirmIdentity',
    'congratulate',
    'issueNotice',
    'arrangeServices',
    'markBilling',
  ] as const)
    actions[action](moveIn);
  moveIn.register({ moveInDate, residents: 2, name: sealed, phone: sealed, revisitDueOn: revisitOf(moveInDate) }, hand);
  return moveIn;
};

describe('a move-in', () => {
  for (const state of moveInStates) {
    for (const action of Object.keys(actions) as MoveInAction[]) {
      test(`${state}: ${action} as the table says`, () => {
        const moveIn = tenantIn(state);
        if (moveInWorkflow.can(state, action)) {
          actions[action](moveIn);
          expect(moveIn.state).toBe(moveInWorkflow.move(state, action));
          expect(moveIn.steps).toEqual([{ step: action, byId: 'a', by: '客户助理', at: hand.at.toISOString() }]);
        } else {
          expect(() => actions[action](moveIn)).toThrow(expect.objectContaining({ code: 'move-in.illegal-step' }));
          expect(moveIn.state).toBe(state);
        }
      });
    }
  }

  test('what it allows is not refused, and what it does not allow is [REQ-001]', () => {
    for (const state of moveInStates) {
      for (const kind of ['OWNER', 'TENANT'] as const) {
        for (const action of Object.keys(actions) as MoveInAction[]) {
          const moveIn = Object.assign(opened(kind), { state, utilities, moveInDate: '2026-04-30' });
          const allowed = moveIn.allowed().includes(action);
          const attempt = () => actions[action](moveIn);
          if (allowed) expect(attempt).not.toThrow();
          else expect(attempt).toThrow();
        }
      }
    }
  });

  test('an owner and a tenant sign 安全责任制书 before they are registered [REQ-019]', () => {
    for (const kind of ['OWNER', 'TENANT'] as const) {
      const moveIn = opened(kind);
      expect(missingBefore('register', moveIn)).toContain('SAFETY_AGREEMENT');
      actions.signSafetyAgreement(moveIn);
      expect(missingBefore('register', moveIn)).not.toContain('SAFETY_AGREEMENT');
    }
  });

  test('a tenant gives 租户信息表 and the householder’s proof before he is registered, an owner does not [REQ-017] [REQ-018]', () => {
    const tenant = Object.assign(opened('TENANT'), { state: 'BILLING_MARKED' as const });
    actions.signSafetyAgreement(tenant);
    for (const action of ['fileTenantInformation', 'fileHouseholderProof'] as const) {
      expect(() => actions.register(tenant)).toThrow(expect.objectContaining({ code: 'move-in.papers-missing' }));
      actions[action](tenant);
    }
    expect(() => actions.register(tenant)).not.toThrow();
    expect(missingBefore('register', opened('OWNER'))).toEqual(['SAFETY_AGREEMENT']);
  });

  test('is registered with the day of the removal, not of the keys, and never before them or ahead of today [REQ-002] [REQ-016]', () => {
    expect(registered('2026-01-20')).toMatchObject({ moveInDate: '2026-01-20', residents: 2 });
    expect(registered('2026-05-01')).toMatchObject({ moveInDate: '2026-05-01', handoverDate: '2026-01-20' });
    expect(() => registered('2026-01-19')).toThrow(expect.objectContaining({ code: 'move-in.before-handover' }));
    expect(() => registered('2026-05-02')).toThrow(expect.objectContaining({ code: 'move-in.not-moved-yet' }));
  });

  test.each([
    ['2026-01-31', '2026-02-28'],
    ['2026-02-28', '2026-03-28'],
    ['2026-04-15', '2026-05-15'],
  ])('moved in on %s: the revisit is due on %s, the due day included [REQ-024]', (moveInDate, dueOn) => {
    expect(registered(moveInDate).revisitDueOn).toBe(dueOn);
  });

  test('31 January of a leap year clips to 29 February', () => {
    expect(revisitOf('2024-01-31')).toBe('2024-02-29');
  });

  test('is charged from the keys or from the removal, as the rule says that it began with', () => {
    expect(registered('2026-01-31').chargeFrom).toBe('2026-01-20');
    expect(registered('2026-01-31', 'MOVE_IN_DATE').chargeFrom).toBe('2026-01-31');
  });

  test('services are not arranged before the customer was told whom to call', () => {
    const moveIn = tenantIn('NOTIFIED');
    const attempt = () =>
      moveIn.arrangeServices({ briefed: false, utilities, parkingPass: 'NOT_WANTED', parkingPassNo: undefined }, hand);
    expect(attempt).toThrow(expect.objectContaining({ code: 'move-in.not-briefed' }));
  });

  test('a paper is not dated ahead, and one filed again replaces the earlier', () => {
    const moveIn = opened('TENANT');
    expect(() => moveIn.file('fileLeaseAgreement', { kind: 'LEASE_AGREEMENT', signedOn: '2026-05-02' }, hand)).toThrow(
      expect.objectContaining({ code: 'move-in.paper-in-the-future' }),
    );
    moveIn.file('fileLeaseAgreement', { kind: 'LEASE_AGREEMENT', signedOn: '2026-04-01' }, hand);
    moveIn.file('fileLeaseAgreement', { kind: 'LEASE_AGREEMENT', signedOn: '2026-04-02' }, hand);
    expect(moveIn.papers.map(({ signedOn }) => signedOn)).toEqual(['2026-04-02']);
  });

  test.each([
    ['2026-04-30', true],
    ['2026-05-01', false],
  ])('moved in on 30 March, revisited on %s: in time is %s, the due day counts [REQ-024]', (on, inTime) => {
    const moveIn = registered('2026-03-30');
    moveIn.recordRevisit({ on, score: 3, evaluation: '一般' }, hand);
    expect(moveIn.revisitDueOn).toBe('2026-04-30');
    expect(viewOfMoveIn(moveIn).revisitInTime).toBe(inTime);
  });

  test('the README shows the order of today', async () => {
    expect(await readFile(new URL('../../README.md', import.meta.url), 'utf8')).toContain(moveInWorkflow.diagram());
  });

  test('a revisit lies between the removal and today', () => {
    for (const on of ['2026-04-29', '2026-05-02']) {
      const attempt = () => registered('2026-04-30').recordRevisit({ on, score: 3, evaluation: '一般' }, hand);
      expect(attempt).toThrow(expect.objectContaining({ code: 'move-in.revisit-day' }));
    }
  });
});
