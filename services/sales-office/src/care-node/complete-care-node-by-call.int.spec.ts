import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CallLogged, FindCareNodes, GetCareNode, type CareNodeView } from '@linli/contracts';
import { eventually } from '@linli/testing';
import { Office, supervisor } from '../test/office.js';

describe('A call that was logged for a care node', () => {
  let office: Office;
  let startedAt: string;
  beforeAll(async () => {
    office = await Office.open();
    const [clock] = await office.dept.rows<{ at: string }>('select app_now()::text as at');
    startedAt = new Date(clock!.at).toISOString();
  }, 60_000);
  afterAll(() => office.stop());

  const due = async (): Promise<CareNodeView> => {
    const { id: subscriptionId } = await office.subscribed();
    await office.dept.travel('3 days');
    return eventually(async () => {
      const { items } = await office.dept.ask(supervisor, FindCareNodes, { subscriptionId });
      return items.find(({ state }) => state === 'DUE');
    }, 'no care node fell due');
  };
  const callFor = ({ id, projectId }: CareNodeView, more: Partial<CallLogged> = {}): CallLogged => ({
    ...{ callId: randomUUID(), projectId, staffId: 'customer-service', direction: 'OUT', outcome: 'REACHED' },
    ...{ subjectKind: 'CARE_NODE', subjectId: id, startedAt, talkedSeconds: 90, ...more },
  });
  const tell = async (call: CallLogged, eventId = randomUUID()): Promise<void> => {
    await office.dept.tell(CallLogged, call, { aggregateId: call.callId, sequence: 1, eventId });
    await eventually(
      async () => (await office.dept.progress('complaints', call.callId)) === 1,
      'the news of the call was not taken',
    );
  };
  const seen = (node: CareNodeView) => office.dept.ask(supervisor, GetCareNode, { careNodeId: node.id });

  test('completes it by its id, once, however often it is told [REQ-127]', async () => {
    const node = await due();
    const call = callFor(node);
    const eventId = randomUUID();
    await tell(call, eventId);
    await tell(call, eventId);
    expect(await seen(node)).toMatchObject({
      state: 'COMPLETED',
      contacts: [{ channel: 'CALL', callId: call.callId, by: 'customer-service', at: startedAt }],
    });
  });

  test('counts in whatever order several are told: the first that reached the buyer completes it', async () => {
    const node = await due();
    const [earlier, later] = [callFor(node), callFor(node)];
    await tell(later);
    await tell(earlier);
    expect((await seen(node)).contacts).toMatchObject([{ callId: later.callId }]);
  });

  test('comes too late for a deal that is off', async () => {
    const node = await due();
    const { subscriptionId } = node;
    await office.cancelled({ id: subscriptionId });
    await tell(callFor(node));
    expect(await seen(node)).toMatchObject({ state: 'CANCELLED', contacts: [] });
  });

  test('leaves it due when nobody was reached, another matter or another project was meant', async () => {
    const node = await due();
    await tell(callFor(node, { outcome: 'NO_ANSWER' }));
    await tell(callFor(node, { subjectKind: 'COMPLAINT' }));
    await tell(callFor(node, { projectId: 'elsewhere' }));
    await tell(callFor(node, { subjectId: randomUUID() }));
    expect(await seen(node)).toMatchObject({ state: 'DUE', contacts: [] });
  });

  test('is parked when it cannot be understood, and the node stays due', async () => {
    const node = await due();
    const call = { ...callFor(node), outcome: 'SHOUTED' };
    await office.dept.tell(CallLogged, call, { aggregateId: call.callId, sequence: 1 });
    await eventually(
      async () =>
        (await office.dept.rows('select 1 from dead_letter where aggregate_id = ?', [call.callId])).length === 1,
      'the news was not parked',
    );
    expect((await seen(node)).state).toBe('DUE');
  });
});
