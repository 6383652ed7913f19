import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { v7 as uuid7 } from 'uuid';
import { encodeAnswer, encodeRefusal } from '@linli/bus';
import {
  CaseRated,
  CaseRatingInvited,
  CaseRatingReminderDue,
  FindCareMessages,
  GetRatingLink,
  type CareMessageView,
} from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { colleague, eventually, ServiceUnderTest } from '@linli/testing';
import { clientClub } from '../service.js';
import { Club, Directory, provider } from '../test/town.js';

const service = colleague('CUSTOMER_SERVICE_DEPT');
const directory = new Directory();
/** Ratings that are over: complaints does not give out their links. */
const over = new Set<string>();
const LATER = '2099-12-09T16:00:00.000Z';

const newRating = () => ({ ratingId: uuid7(), complaintId: uuid7(), partyId: uuid7(), projectId: 'binjiang' });
type Rating = ReturnType<typeof newRating>;

describe('客户评价 by message', () => {
  let club: ServiceUnderTest;
  beforeAll(async () => {
    club = await ServiceUnderTest.start(Club, clientClub);
    directory.answerAt(club);
    club.service.connection.nc.subscribe(GetRatingLink.subject, {
      queue: 'complaints',
      callback: (_error, msg) => {
        const { ratingId } = msg.json<{ ratingId: string }>();
        msg.respond(
          over.has(ratingId)
            ? encodeRefusal(refuse.conflict('case-rating.already-rated', '您已经评价过了。'), 'trace')
            : encodeAnswer(200, { id: ratingId, link: `secret-of-${ratingId.slice(-8)}` }),
        );
      },
    });
  }, 60_000);
  afterAll(() => club.stop());

  const invited = (rating: Rating, expiresAt = LATER) => ({ ...rating, expiresAt });
  const at = (rating: Rating, sequence: number, eventId = uuid7()) => ({
    aggregateId: rating.ratingId,
    sequence,
    eventId,
  });
  const reached = (rating: Rating) => directory.phones.set(rating.partyId, `+86138${rating.ratingId.slice(-8)}`);
  const messagesTo = async ({ partyId }: Rating) => (await club.ask(service, FindCareMessages, { partyId })).items;
  const become = (rating: Rating, kind: string, state: string): Promise<CareMessageView> =>
    eventually(
      async () => (await messagesTo(rating)).find((each) => each.kind === kind && each.state === state),
      `no ${kind} became ${state}`,
    );
  const digested = (rating: Rating, sequence: number) =>
    eventually(
      async () => (await club.progress('complaints', rating.ratingId)) === sequence,
      'the news was not taken in',
    );

  test("an invitation goes out once with the customer's own link, which stands in no row", async () => {
    const rating = newRating();
    reached(rating);
    const place = at(rating, 1);
    await club.tell(CaseRatingInvited, invited(rating), place);
    await club.tell(CaseRatingInvited, invited(rating), place);
    const sent = await become(rating, 'RATING_INVITATION', 'SENT');
    expect(sent.text).toContain('{link}');
    const out = provider.taken.filter(({ idempotencyKey }) => idempotencyKey === sent.id);
    expect(out).toHaveLength(1);
    const link = `https://linli.test/rate#secret-of-${rating.ratingId.slice(-8)}`;
    expect(out[0]!.text).toContain(link);
    const rows = await club.rows<{ row: string }>(
      'select to_jsonb(c)::text as row from care_message c union all select to_jsonb(o)::text from outbox o',
    );
    expect(rows.filter(({ row }) => row.includes('secret-of-'))).toEqual([]);
    await digested(rating, 1);
    expect(await messagesTo(rating)).toHaveLength(1);
  });

  test('reminders are messages of their own, each once', async () => {
    const rating = newRating();
    reached(rating);
    await club.tell(CaseRatingInvited, invited(rating), at(rating, 1));
    await club.tell(CaseRatingReminderDue, { ...rating, reminder: 1 }, at(rating, 2));
    await club.tell(CaseRatingReminderDue, { ...rating, reminder: 1 }, at(rating, 3));
    await club.tell(CaseRatingReminderDue, { ...rating, reminder: 2 }, at(rating, 4));
    await digested(rating, 4);
    await become(rating, 'RATING_LAST_REMINDER', 'SENT');
    await become(rating, 'RATING_REMINDER', 'SENT');
    expect((await messagesTo(rating)).map(({ kind }) => kind).sort()).toEqual([
      'RATING_INVITATION',
      'RATING_LAST_REMINDER',
      'RATING_REMINDER',
    ]);
  });

  test('whoever has rated is not written to any more: what waits is stopped', async () => {
    const rating = newRating(); // nobody tells his phone, so that the message waits
    await club.tell(CaseRatingInvited, invited(rating), at(rating, 1));
    const rated = { ...rating, score: 5, ratedAt: '2026-11-25T06:00:00Z' };
    await eventually(async () => (await messagesTo(rating))[0]?.lastFailure, 'the message was never tried');
    const place = at(rating, 2);
    over.add(rating.ratingId);
    await club.tell(CaseRated, rated, place);
    await club.tell(CaseRated, rated, place);
    await digested(rating, 2);
    await club.travel('1 hour');
    expect(await become(rating, 'RATING_INVITATION', 'SUPPRESSED')).toMatchObject({
      suppressedWhy: '评价已完成或链接已失效',
    });
  });

  test('a reminder that comes when the rating is over is dropped as it is about to be sent', async () => {
    const rating = newRating();
    reached(rating);
    over.add(rating.ratingId);
    await club.tell(CaseRatingReminderDue, { ...rating, reminder: 2 }, at(rating, 1));
    const dropped = await become(rating, 'RATING_LAST_REMINDER', 'SUPPRESSED');
    expect(dropped).toMatchObject({
      suppressedBy: 'client-club',
      suppressedWhy: '评价已完成或链接已失效',
      allowed: [],
    });
    expect(provider.taken.filter(({ idempotencyKey }) => idempotencyKey === dropped.id)).toEqual([]);
  });

  test('a rating that is told of before its invitation waits for its turn, and then nobody is invited to what is done', async () => {
    const rating = newRating();
    over.add(rating.ratingId);
    reached(rating);
    await club.tell(CaseRated, { ...rating, score: 5, ratedAt: '2026-11-25T06:00:00Z' }, at(rating, 3));
    await club.tell(CaseRatingReminderDue, { ...rating, reminder: 1 }, at(rating, 2));
    await club.tell(CaseRatingInvited, invited(rating), at(rating, 1));
    await digested(rating, 3);
    await become(rating, 'RATING_INVITATION', 'SUPPRESSED');
    await become(rating, 'RATING_REMINDER', 'SUPPRESSED');
    expect(await messagesTo(rating)).toHaveLength(2);
  });

  test('an invitation that is told after its link has expired invites nobody', async () => {
    const rating = newRating();
    await club.tell(CaseRatingInvited, invited(rating, '2020-01-01T00:00:00.000Z'), at(rating, 1));
    await digested(rating, 1);
    expect(await messagesTo(rating)).toEqual([]);
  });

  test('what cannot be understood is parked, and writes to nobody', async () => {
    const broken = [newRating(), newRating(), newRating()];
    const [first, second, third] = broken as [Rating, Rating, Rating];
    await club.tell(CaseRatingInvited, invited(first, 'some day'), at(first, 1));
    await club.tell(CaseRatingReminderDue, { ...second, reminder: 9 }, at(second, 1));
    await club.tell(CaseRated, { ...third, score: 11, ratedAt: '2026-11-25T06:00:00Z' }, at(third, 1));
    const parked = () =>
      club.rows(
        `select 1 from dead_letter where aggregate_id in (?, ?, ?)`,
        broken.map(({ ratingId }) => ratingId),
      );
    await eventually(async () => (await parked()).length === 3, 'not everything was parked');
    for (const rating of broken) expect(await messagesTo(rating)).toEqual([]);
  });
});
