import { describe, expect, test } from '@jest/globals';
import { CareMessageSent, CareMessageSuppressed } from '@linli/contracts';
import { raisedBy } from '@linli/kernel';
import { CareMessage } from './care-message.js';
import { careMessageWorkflow, stepsOfPeople, type CareMessageState } from './care-message.workflow.js';

const noon = new Date('2026-05-01T04:00:00Z');
const planned = (maxAttempts = 3): CareMessage =>
  CareMessage.plan(
    { kind: 'SUBSCRIPTION_CONGRATS', projectId: 'binjiang', partyId: 'p', subjectId: 's', subscriptionId: 's' },
    { title: '认购祝贺', text: '恭喜' },
    { maxAttempts, backoffSeconds: 30 },
    noon,
  );
const eventsOf = (message: CareMessage) => raisedBy(message).map(({ event }) => event);

describe('a care message', () => {
  const actions = {
    beginSending: (message: CareMessage) => message.beginSending(noon, 60_000),
    markSent: (message: CareMessage) => message.markSent(noon),
    suppress: (message: CareMessage) => message.suppress('客户要求', '客服'),
    retry: (message: CareMessage) => message.retry(noon),
  } as const;

  for (const state of careMessageWorkflow.states) {
    for (const action of Object.keys(actions) as (keyof typeof actions)[]) {
      test(`${state}: ${action} as the table says`, () => {
        const message = Object.assign(planned(), { state });
        if (careMessageWorkflow.can(state, action)) {
          actions[action](message);
          expect(message.state).toBe(careMessageWorkflow.move(state, action));
        } else {
          expect(() => actions[action](message)).toThrow(
            expect.objectContaining({ code: 'care-message.illegal-step' }),
          );
        }
      });
    }
  }

  test('waits twice as long after each failure, never more than an hour, and is given up after the last attempt', () => {
    const message = planned(10);
    const waits: number[] = [];
    while (message.state !== 'FAILED') {
      message.beginSending(noon, 60_000);
      message.fail('provider.busy', noon);
      if (message.nextAttemptAt) waits.push((message.nextAttemptAt.getTime() - noon.getTime()) / 1_000);
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600]);
    expect(message).toMatchObject({ attempts: 10, nextAttemptAt: null, lastFailure: 'provider.busy' });
    expect(eventsOf(message)).toEqual([]);
  });

  test('tells when it was sent, and when it was suppressed', () => {
    const sent = planned();
    sent.beginSending(noon, 60_000);
    sent.markSent(noon);
    expect(eventsOf(sent)).toEqual([CareMessageSent]);
    const stopped = planned();
    stopped.suppress('认购已取消', 'client-club');
    expect(eventsOf(stopped)).toEqual([CareMessageSuppressed]);
  });

  test('shows people only what people can do', () => {
    const steps = Object.fromEntries(
      careMessageWorkflow.states.map((state: CareMessageState) => [state, stepsOfPeople(state)]),
    );
    expect(steps).toEqual({
      WAITING: ['suppress'],
      SENDING: [],
      FAILED: ['retry', 'suppress'],
      SENT: [],
      SUPPRESSED: [],
    });
  });
});
