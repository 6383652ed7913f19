import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { v7 as uuid7 } from 'uuid';
import {
  CareMessageSent,
  CareMessageSuppressed,
  CareNodeDue,
  FindCareMessages,
  GetCareMessage,
  lifeContracts,
  MovedIn,
  MoveInNoticeIssued,
  RetryCareMessage,
  Subscribed,
  SubscriptionCancelled,
  SuppressCareMessage,
  type CareMessageView,
} from '@linli/contracts';
import { colleague, eventually, ServiceUnderTest, stranger } from '@linli/testing';
import { clientClub } from '../service.js';
import { Club, Directory, provider } from '../test/town.js';

const service = colleague('CUSTOMER_SERVICE_DEPT');
const directory = new Directory();

const subscription = () => ({
  ...{ subscriptionId: uuid7(), unitId: uuid7(), projectId: 'binjiang', room: '3-1-1201', partyId: uuid7() },
  ...{ consultantId: 'sales-consultant', subscribedOn: '2026-05-01', signBy: '2026-05-15' },
});
const nodeOf = ({ subscriptionId, partyId }: { subscriptionId: string; partyId: string }, kind: string) => ({
  nodeId: uuid7(),
  kind,
  projectId: 'binjiang',
  partyId,
  subscriptionId,
});
const movedIn = () => ({
  ...{ moveInId: uuid7(), unitId: uuid7(), projectId: 'binjiang', room: '2-1-301', partyId: uuid7() },
  ...{ occupantKind: 'TENANT', moveInDate: '2026-01-31' },
});
const atPlace = (aggregateId: string, sequence = 1, eventId = uuid7()) => ({ aggregateId, sequence, eventId });

describe('短信温馨速递', () => {
  let club: ServiceUnderTest;
  beforeAll(async () => {
    club = await ServiceUnderTest.start(Club, clientClub);
    directory.answerAt(club);
  }, 60_000);
  afterAll(() => club.stop());

  const messagesOf = async (partyId: string) => (await club.ask(service, FindCareMessages, { partyId })).items;
  const message = (partyId: string, state: string): Promise<CareMessageView> =>
    eventually(
      async () => (await messagesOf(partyId)).find((each) => each.state === state),
      `no message became ${state}`,
    );
  const putBack = (partyId: string): Promise<CareMessageView> =>
    eventually(
      async () => (await messagesOf(partyId)).find((each) => each.state === 'WAITING' && each.lastFailure),
      'no message was put back after its first attempt',
    );
  const knownAt = (partyId: string, phone: string) => directory.phones.set(partyId, phone);

  test('a subscription is congratulated on, once, with the phone asked for at the moment of sending [REQ-223]', async () => {
    const fact = subscription();
    knownAt(fact.partyId, '+8613800001234');
    const place = atPlace(fact.subscriptionId);
    await club.tell(Subscribed, fact, place);
    await club.tell(Subscribed, fact, place);
    const sent = await message(fact.partyId, 'SENT');
    expect(sent).toMatchObject({
      kind: 'SUBSCRIPTION_CONGRATS',
      text: expect.stringContaining('3-1-1201'),
      allowed: [],
    });
    expect(provider.taken.filter(({ idempotencyKey }) => idempotencyKey === sent.id)).toEqual([
      { idempotencyKey: sent.id, phone: '+8613800001234', text: sent.text, kind: 'SUBSCRIPTION_CONGRATS' },
    ]);
    expect(directory.purposes).toContain('care-message SUBSCRIPTION_CONGRATS');
    await eventually(
      async () => (await club.progress('sales-office', fact.subscriptionId)) === 1,
      'the subscription was not taken in',
    );
    expect(await messagesOf(fact.partyId)).toHaveLength(1);
    const told = { messageId: sent.id, partyId: fact.partyId, kind: 'SUBSCRIPTION_CONGRATS', projectId: 'binjiang' };
    expect((await club.published(CareMessageSent)).filter(({ messageId }) => messageId === sent.id)).toEqual([told]);
    expect(await club.ask(service, GetCareMessage, { messageId: sent.id })).toEqual(sent);
  });

  test('whoever moved in is greeted [REQ-225]', async () => {
    const fact = movedIn();
    knownAt(fact.partyId, '+8613800005678');
    await club.tell(MovedIn, fact, atPlace(fact.moveInId));
    expect(await message(fact.partyId, 'SENT')).toMatchObject({
      kind: 'MOVE_IN_GREETING',
      subjectId: fact.moveInId,
      text: expect.stringContaining('2-1-301'),
    });
  });

  test('the node on the day before signing sends 签约提醒, the other nodes their own message [REQ-224]', async () => {
    const deal = subscription();
    knownAt(deal.partyId, '+8613800009999');
    const kinds = [
      'THREE_DAYS_AFTER_SUBSCRIPTION',
      'DAY_BEFORE_SIGNING',
      'SEVEN_DAYS_AFTER_SIGNING',
      'CONTRACT_FILED',
      'LOAN_DISBURSED',
    ];
    for (const kind of kinds) {
      const node = nodeOf(deal, kind);
      await club.tell(CareNodeDue, node, atPlace(node.nodeId));
    }
    const sent = await eventually(async () => {
      const all = (await messagesOf(deal.partyId)).filter(({ state }) => state === 'SENT');
      return all.length === kinds.length ? all : undefined;
    }, 'not every node sent its message');
    expect(sent.map(({ kind }) => kind).sort()).toEqual([
      'CONTRACT_FILED',
      'LOAN_DISBURSED',
      'SEVEN_DAYS_AFTER_SIGNING',
      'SIGNING_REMINDER',
      'THREE_DAYS_AFTER_SUBSCRIPTION',
    ]);
  });

  test('a cancelled subscription suppresses what was not sent, and what is told of too late', async () => {
    const deal = subscription();
    await club.tell(Subscribed, deal, atPlace(deal.subscriptionId, 1));
    const { subscriptionId, unitId, partyId } = deal;
    await eventually(async () => (await messagesOf(partyId)).length === 1, 'the congratulation was not planned');
    await club.tell(
      SubscriptionCancelled,
      { subscriptionId, unitId, projectId: 'binjiang', partyId },
      atPlace(subscriptionId, 2),
    );
    await eventually(
      async () => (await club.progress('sales-office', subscriptionId)) === 2,
      'the cancellation was not taken in',
    );
    await club.travel('1 minute');
    expect(await message(partyId, 'SUPPRESSED')).toMatchObject({ suppressedWhy: '认购已取消' });
    expect((await club.published(CareMessageSuppressed)).some((each) => each.partyId === partyId)).toBe(true);
    const late = nodeOf(deal, 'THREE_DAYS_AFTER_SUBSCRIPTION');
    await club.tell(CareNodeDue, late, atPlace(late.nodeId));
    await eventually(
      async () => (await club.progress('sales-office', late.nodeId)) === 1,
      'the late node was not taken in',
    );
    expect(await messagesOf(partyId)).toHaveLength(1);
  });

  test('a cancellation that arrives before its subscription waits for its turn', async () => {
    const deal = subscription();
    const { subscriptionId, unitId, partyId } = deal;
    await club.tell(
      SubscriptionCancelled,
      { subscriptionId, unitId, projectId: 'binjiang', partyId },
      atPlace(subscriptionId, 2),
    );
    await club.tell(Subscribed, deal, atPlace(subscriptionId, 1));
    await eventually(
      async () => (await club.progress('sales-office', subscriptionId)) === 2,
      'the early cancellation was not taken in',
    );
    // A sender may be at it at this moment: it looks again before its next attempt.
    await club.travel('1 minute');
    expect(await message(partyId, 'SUPPRESSED')).toMatchObject({ kind: 'SUBSCRIPTION_CONGRATS' });
  });

  test('what fails is tried again after a growing wait, at last shown as failed, and sent when a colleague tries again', async () => {
    const deal = subscription();
    knownAt(deal.partyId, '+8613700000000');
    provider.broken.add('+8613700000000');
    await club.tell(Subscribed, deal, atPlace(deal.subscriptionId));
    for (let attempt = 1; attempt < 8; attempt++) {
      const waiting = await eventually(async () => {
        const [one] = await messagesOf(deal.partyId);
        return one?.state === 'WAITING' && one.attempts === attempt ? one : undefined;
      }, `attempt ${attempt} did not put the message back`);
      expect(waiting.lastFailure).toBe('provider.busy');
      await club.travel('1 hour');
    }
    const failed = await message(deal.partyId, 'FAILED');
    expect(failed).toMatchObject({ attempts: 8, allowed: ['retry', 'suppress'] });
    provider.broken.delete('+8613700000000');
    expect(
      await club.refusal(stranger('CUSTOMER_SERVICE_DEPT'), RetryCareMessage, {
        messageId: failed.id,
        version: failed.version,
      }),
    ).toMatchObject({ kind: 'not-found' });
    expect(await club.refusal(service, RetryCareMessage, { messageId: failed.id, version: 1 })).toMatchObject({
      kind: 'stale',
    });
    expect(await club.ask(service, RetryCareMessage, { messageId: failed.id, version: failed.version })).toMatchObject({
      state: 'WAITING',
      attempts: 0,
    });
    await message(deal.partyId, 'SENT');
    expect(provider.taken.filter(({ idempotencyKey }) => idempotencyKey === failed.id)).toHaveLength(1);
  });

  test('while info-sharing is away the message waits, however long, and no attempt is counted', async () => {
    const deal = subscription();
    directory.away.add(deal.partyId);
    knownAt(deal.partyId, '+8613433334444');
    await club.tell(Subscribed, deal, atPlace(deal.subscriptionId));
    await eventually(async () => ((await messagesOf(deal.partyId))[0]?.version ?? 0) > 20, 'nobody tried again');
    expect(await putBack(deal.partyId)).toMatchObject({ attempts: 0, lastFailure: 'service.unavailable' });
    directory.away.delete(deal.partyId);
    expect(await message(deal.partyId, 'SENT')).toMatchObject({ attempts: 1 });
  });

  test('a message that lost its sender in the middle is taken again after its lease and goes out under the same key', async () => {
    const deal = subscription();
    await club.tell(Subscribed, deal, atPlace(deal.subscriptionId));
    const waiting = await putBack(deal.partyId);
    await club.rows(
      `update care_message set state = 'SENDING', next_attempt_at = app_now() + interval '60 s' where id = ?`,
      [waiting.id],
    );
    knownAt(deal.partyId, '+8613611112222');
    await club.travel('61 seconds');
    await message(deal.partyId, 'SENT');
    expect(provider.taken.filter(({ idempotencyKey }) => idempotencyKey === waiting.id)).toHaveLength(1);
  });

  test('a colleague stops a message with his reason; a consultant may read it and not stop it', async () => {
    const deal = subscription();
    await club.tell(Subscribed, deal, atPlace(deal.subscriptionId));
    const waiting = await putBack(deal.partyId);
    const order = { messageId: waiting.id, version: waiting.version, reason: '客户要求不再打扰' };
    for (const command of [SuppressCareMessage, RetryCareMessage]) {
      const { reason: _reason, ...plain } = order;
      expect(
        await club.refusal(colleague('SALES_CONSULTANT'), command, command === SuppressCareMessage ? order : plain),
      ).toMatchObject({ kind: 'forbidden' });
    }
    expect(
      await club.refusal(service, RetryCareMessage, { messageId: waiting.id, version: waiting.version }),
    ).toMatchObject({ code: 'care-message.illegal-step' });
    const stopped = await club.ask(service, SuppressCareMessage, order);
    expect(stopped).toMatchObject({
      state: 'SUPPRESSED',
      suppressedBy: '客户服务部',
      suppressedWhy: '客户要求不再打扰',
      allowed: [],
    });
    expect(await club.ask(colleague('SALES_CONSULTANT'), GetCareMessage, { messageId: waiting.id })).toEqual(stopped);
    expect(await club.ask(stranger('CS_MANAGER'), FindCareMessages, {})).toEqual({ items: [] });
  });

  test('every fact counts once, however often it is told', async () => {
    const deal = subscription();
    const node = nodeOf(deal, 'CONTRACT_FILED');
    const moved = movedIn();
    const cancelled = { subscriptionId: uuid7(), unitId: uuid7(), projectId: 'binjiang', partyId: uuid7() };
    for (const sequence of [1, 2]) {
      await club.tell(CareNodeDue, node, atPlace(node.nodeId, sequence));
      await club.tell(MovedIn, moved, atPlace(moved.moveInId, sequence));
      await club.tell(SubscriptionCancelled, cancelled, atPlace(cancelled.subscriptionId, sequence));
    }
    for (const [producer, id] of [
      ['sales-office', node.nodeId],
      ['property-move-in', moved.moveInId],
      ['sales-office', cancelled.subscriptionId],
    ] as const) {
      await eventually(async () => (await club.progress(producer, id)) === 2, 'a repeated fact was not taken in');
    }
    expect(
      [await messagesOf(deal.partyId), await messagesOf(moved.partyId), await messagesOf(cancelled.partyId)].map(
        (all) => all.length,
      ),
    ).toEqual([1, 1, 0]);
    expect(
      await club.rows('select 1 from cancelled_subscription where id = ?', [cancelled.subscriptionId]),
    ).toHaveLength(1);
  });

  test('a move-in told of before its notice is greeted when the notice has come', async () => {
    const moved = movedIn();
    const { moveInId, unitId, projectId } = moved;
    await club.tell(MovedIn, moved, atPlace(moveInId, 2));
    await club.tell(
      MoveInNoticeIssued,
      { moveInId, unitId, projectId, departments: ['CLEANING'] },
      atPlace(moveInId, 1),
    );
    await eventually(async () => (await messagesOf(moved.partyId)).length === 1, 'the household was not greeted');
  });

  test('what cannot be understood is parked, congratulates nobody and stops nothing', async () => {
    const deal = subscription();
    const node = nodeOf(deal, 'CONTRACT_FILED');
    const moved = movedIn();
    const { subscriptionId, projectId, partyId } = subscription();
    await club.tell(Subscribed, { ...deal, signBy: '2026-02-30' }, atPlace(deal.subscriptionId));
    await club.tell(CareNodeDue, { ...node, kind: 'NINE_YEARS_LATER' }, atPlace(node.nodeId));
    await club.tell(MovedIn, { ...moved, occupantKind: 'GHOST' }, atPlace(moved.moveInId));
    await club.tell(
      SubscriptionCancelled,
      { subscriptionId, unitId: 'a room', projectId, partyId },
      atPlace(subscriptionId),
    );
    const parked = () =>
      club.rows('select 1 from dead_letter where aggregate_id in (?, ?, ?, ?)', [
        deal.subscriptionId,
        node.nodeId,
        moved.moveInId,
        subscriptionId,
      ]);
    await eventually(async () => (await parked()).length === 4, 'not everything was parked');
    expect([...(await messagesOf(deal.partyId)), ...(await messagesOf(moved.partyId))]).toEqual([]);
    expect(await club.rows('select 1 from cancelled_subscription where id = ?', [subscriptionId])).toEqual([]);
  });

  test('no phone stands in the database, and the life of the customer holds his messages', async () => {
    const deal = subscription();
    knownAt(deal.partyId, '+8613512345678');
    await club.tell(Subscribed, deal, atPlace(deal.subscriptionId));
    await message(deal.partyId, 'SENT');
    const rows = await club.rows<{ row: string }>(
      'select to_jsonb(c)::text as row from care_message c where party_id = ?',
      [deal.partyId],
    );
    const logs = await club.rows<{ row: string }>('select to_jsonb(o)::text as row from outbox o');
    expect([...rows, ...logs].some(({ row }) => row.includes('13512345678'))).toBe(false);
    const { facts } = await club.ask(service, lifeContracts['client-club'], {
      customerId: deal.partyId,
      partyIds: [deal.partyId],
    });
    expect(facts).toMatchObject([
      { subject: 'care-message', title: '短信:认购祝贺', state: 'SENT', projectId: 'binjiang' },
    ]);
    await club.quiet();
  });
});
