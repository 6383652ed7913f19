import { describe, expect, test } from '@jest/globals';
import { careNodeKinds } from '@linli/contracts';
import { salesTables } from '../migrations/001-sales.js';
import { codeOf } from '../test/steps.js';
import { CareNode } from './care-node.js';
import { careNodeWorkflow } from './care-node.workflow.js';

const now = new Date('2026-05-10T10:00:00+08:00');
const deal = { id: 's', projectId: 'binjiang', room: '3-1-1201', partyId: 'p', consultantId: 'x' };
const contact = (channel: string, at?: string) => ({
  ...{ careNodeId: 'n', version: 1, channel, note: '已联系' },
  ...(at === undefined ? {} : { at }),
});

describe('A care node', () => {
  test.each(careNodeKinds)(
    '%s is completed by a call, by a message only as the notice of the payout [REQ-127]',
    (kind) => {
      const called = CareNode.fallDue(kind, deal, '2026-05-10');
      called.logContact(contact('CALL'), '赵敏', now);
      expect(called.state).toBe('COMPLETED');
      const texted = CareNode.fallDue(kind, deal, '2026-05-10');
      texted.logContact(contact('SMS'), '赵敏', now);
      expect(texted.state).toBe(kind === 'LOAN_DISBURSED' ? 'COMPLETED' : 'DUE');
      expect(texted.contacts).toHaveLength(1);
    },
  );

  test('is closed to further contacts once it is completed or cancelled', () => {
    expect(salesTables.sql).toContain(`check (${careNodeWorkflow.check('state')})`);
    for (const state of ['COMPLETED', 'CANCELLED'] as const) {
      const node = Object.assign(CareNode.fallDue('CONTRACT_FILED', deal, '2026-05-10'), { state });
      for (const channel of ['CALL', 'SMS']) {
        expect(codeOf(() => node.logContact(contact(channel), '赵敏', now))).toBe('care-node.illegal-step');
      }
      expect(codeOf(() => node.cancel())).toBe('care-node.illegal-step');
    }
  });

  test('takes no contact of the future', () => {
    const node = CareNode.fallDue('CONTRACT_FILED', deal, '2026-05-10');
    expect(codeOf(() => node.logContact(contact('CALL', '2026-05-10T10:01:00+08:00'), '赵敏', now))).toBe(
      'care-node.contact-in-future',
    );
  });
});
