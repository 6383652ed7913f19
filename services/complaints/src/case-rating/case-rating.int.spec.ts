import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ask } from '@linli/bus';
import {
  CaseRated,
  CaseRatingInvited,
  CaseRatingReminderDue,
  CheckComplaintQuality,
  FindCaseRatings,
  GetCaseRating,
  GetRatingByLink,
  GetRatingLink,
  RateByLink,
  ReopenComplaint,
  roles,
  type CaseRatingView,
  type ComplaintView,
  type RequestClass,
} from '@linli/contracts';
import { newId, Refusal } from '@linli/kernel';
import { colleague, eventually, ServiceUnderTest, stranger } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { complaints } from '../service.js';
import { closedCase, finish, stepOn } from '../test/closed-case.js';

const lead = colleague('CS_SUPERVISOR');

describe('客户评价', () => {
  let dept: ServiceUnderTest;
  let nobody: Ask;
  beforeAll(async () => {
    dept = await ServiceUnderTest.start(AppModule, complaints);
    // Wednesday, 25 November 2026, two in the afternoon in Shanghai.
    await dept.rows(`update app_clock set ahead = '2026-11-25T06:00:00Z'::timestamptz - clock_timestamp()`);
    nobody = new Ask(dept.service.connection.nc, 'gateway');
  }, 60_000);
  afterAll(() => dept.stop());

  const ratingOf = async ({ id: complaintId }: { id: string }): Promise<CaseRatingView> =>
    (await dept.ask(lead, FindCaseRatings, { complaintId })).items[0]!;
  const linkOf = async (closed: ComplaintView) =>
    (await dept.askAs('client-club', GetRatingLink, { ratingId: (await ratingOf(closed)).id })).link;
  const rate = (link: string, score: number, more: { remark?: string; key?: string } = {}) => {
    const { key = newId(), ...rest } = more;
    return nobody.ask(RateByLink, { link, score, ...rest }, { key });
  };
  const refusal = async (asking: Promise<unknown>): Promise<Refusal> => {
    try {
      await asking;
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
    throw new Error('it was answered, a refusal was expected');
  };

  test('whoever closes a case invites its customer; of the link only a hash is kept, and the club alone is told it', async () => {
    const closed = await closedCase(dept);
    const rating = await ratingOf(closed);
    expect(rating).toMatchObject({ state: 'INVITED', complaintId: closed.id, round: 1, reminders: 0 });
    expect(rating.expiresAt).toBe('2026-12-09T16:00:00.000Z');
    expect(await dept.published(CaseRatingInvited)).toContainEqual({
      ...{ ratingId: rating.id, complaintId: closed.id, partyId: closed.partyId, projectId: 'binjiang' },
      expiresAt: rating.expiresAt,
    });
    const link = await linkOf(closed);
    expect(link).toMatch(/^[\w-]{22}$/);
    expect(await linkOf(closed)).toBe(link);
    const tables = ['case_rating', 'outbox', 'change_log', 'clock', 'idempotency'];
    const rows = await dept.rows<{ row: string }>(
      tables.map((table) => `select to_jsonb(t)::text as row from ${table} t`).join(' union all '),
    );
    expect(rows.filter(({ row }) => row.includes(link))).toEqual([]);
    const [kept] = await dept.rows<{ link_hash: string }>('select link_hash from case_rating where id = ?', [
      rating.id,
    ]);
    expect(kept!.link_hash).toBe(createHash('sha256').update(link).digest('base64url'));
    await expect(dept.askAs('sales-office', GetRatingLink, { ratingId: rating.id })).rejects.toMatchObject({
      kind: 'forbidden',
    });
    for (const role of roles)
      expect(await dept.refusal(colleague(role), GetRatingLink, { ratingId: rating.id })).toMatchObject({
        kind: 'forbidden',
      });
  });

  test('the holder of the link sees what was done, and no word about a person', async () => {
    const link = await linkOf(await closedCase(dept));
    const seen = await nobody.ask(GetRatingByLink, { link });
    expect(Object.keys(seen).sort()).toEqual(
      ['closedOn', 'id', 'kind', 'openUntil', 'receivedOn', 'state', 'version'].sort(),
    );
    expect(seen).toMatchObject({ state: 'INVITED', kind: 'REPAIR', closedOn: '2026-11-25', openUntil: '2026-12-09' });
  });

  test('he rates once: the same request again is answered again, another is refused, and two at once are one', async () => {
    const closed = await closedCase(dept);
    const link = await linkOf(closed);
    const key = newId();
    const first = await rate(link, 4, { remark: '师傅很准时', key });
    expect(first).toMatchObject({ state: 'RATED' });
    expect(await rate(link, 4, { remark: '师傅很准时', key })).toEqual(first);
    expect(await refusal(rate(link, 1))).toMatchObject({ kind: 'conflict', code: 'case-rating.already-rated' });
    expect(await refusal(nobody.ask(GetRatingByLink, { link }))).toMatchObject({ code: 'case-rating.already-rated' });
    expect(await ratingOf(closed)).toMatchObject({ state: 'RATED', score: 4, remark: '师傅很准时' });
    const told = (await dept.published(CaseRated)).filter(({ complaintId }) => complaintId === closed.id);
    expect(told).toEqual([expect.objectContaining({ score: 4, projectId: 'binjiang' })]);
    const race = await linkOf(await closedCase(dept));
    const tries = await Promise.allSettled([1, 2, 3, 4, 5, 1, 2, 3].map((score) => rate(race, score)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test.each([0, 6, 3.5, '5'])('a score of %p is none', async (score) => {
    const link = await linkOf(await closedCase(dept));
    expect(await refusal(rate(link, score as number))).toMatchObject({ kind: 'invalid' });
    expect(await rate(link, 5)).toMatchObject({ state: 'RATED' });
  });

  test('a link that never was is unknown, whatever it looks like', async () => {
    for (const link of ['x', 'A'.repeat(22), "' or 1=1 --", '../../complaints', '评价'])
      for (const asking of [nobody.ask(GetRatingByLink, { link }), rate(link, 5)])
        expect(await refusal(asking)).toMatchObject({ kind: 'not-found', code: 'case-rating.link-unknown' });
    expect(await refusal(nobody.ask(GetRatingByLink, { link: 'A'.repeat(65) }))).toMatchObject({ kind: 'invalid' });
  });

  test('without a token nothing else is answered', async () => {
    const closed = await closedCase(dept);
    const asked: [RequestClass, object][] = [
      [FindCaseRatings, {}],
      [GetCaseRating, { ratingId: closed.id }],
      [ReopenComplaint, { complaintId: closed.id, version: closed.version, reason: '又坏了' }],
    ];
    for (const [request, message] of asked)
      expect(await refusal(nobody.send(request, message, { key: newId() }))).toMatchObject({ kind: 'unauthenticated' });
  });

  test('colleagues read the ratings of their projects, others do not', async () => {
    const rating = await ratingOf(await closedCase(dept));
    expect(await dept.ask(lead, GetCaseRating, { ratingId: rating.id })).toEqual(rating);
    expect(await dept.refusal(stranger('CS_SUPERVISOR'), GetCaseRating, { ratingId: rating.id })).toMatchObject({
      code: 'case-rating.not-found',
    });
    expect((await dept.ask(stranger('CS_SUPERVISOR'), FindCaseRatings, {})).items).toEqual([]);
    expect(await dept.refusal(colleague('CASHIER'), FindCaseRatings, {})).toMatchObject({ kind: 'forbidden' });
  });

  test('a case that goes on takes its invitation back, and closed again it is rated anew; what was rated stays', async () => {
    const closed = await closedCase(dept);
    const old = await linkOf(closed);
    await stepOn(dept, closed.id, ReopenComplaint, { reason: '又漏水了' });
    expect(await ratingOf(closed)).toMatchObject({ state: 'WITHDRAWN', round: 1 });
    expect(await refusal(rate(old, 1))).toMatchObject({ kind: 'conflict', code: 'case-rating.case-goes-on' });
    await finish(dept, closed.id);
    expect(await ratingOf(closed)).toMatchObject({ state: 'INVITED', round: 2 });
    await rate(await linkOf(closed), 2);
    await stepOn(dept, closed.id, ReopenComplaint, { reason: '还是漏' });
    const all = (await dept.ask(lead, FindCaseRatings, { complaintId: closed.id })).items;
    expect(all.map(({ state, round }) => [round, state])).toEqual([
      [2, 'RATED'],
      [1, 'WITHDRAWN'],
    ]);
  });

  test('the score and the quality check stand beside the case for the reports, and neither in the other', async () => {
    const closed = await closedCase(dept);
    const facts = () => dept.rows('select invited, rating, quality from case_fact where complaint_id = ?', [closed.id]);
    expect(await facts()).toEqual([{ invited: true, rating: null, quality: null }]);
    await rate(await linkOf(closed), 3);
    await stepOn(dept, closed.id, CheckComplaintQuality, { score: 5, remark: '记录完整' }, lead);
    expect(await facts()).toEqual([{ invited: true, rating: 3, quality: 5 }]);
  });

  test('who has not rated is reminded on the third and on the seventh day at ten, and may rate until the fourteenth day is over', async () => {
    const silent = await closedCase(dept);
    const quick = await closedCase(dept);
    const lastMinute = await closedCase(dept);
    const link = await linkOf(silent);
    const lastLink = await linkOf(lastMinute);
    await rate(await linkOf(quick), 5);
    const reminders = async ({ id }: ComplaintView) =>
      (await dept.published(CaseRatingReminderDue))
        .filter(({ complaintId }) => complaintId === id)
        .map((e) => e.reminder);
    const at = async (instant: string) => {
      await dept.rows(`update app_clock set ahead = ?::timestamptz - clock_timestamp()`, [instant]);
      await dept.travel('0 seconds');
    };
    const due = await dept.rows<{ rule: string; due: string }>(
      `select rule, to_char(due_at at time zone 'Asia/Shanghai', 'MM-DD HH24:MI') as due from clock
       where subject_id = ? and cancelled_at is null order by due_at`,
      [(await ratingOf(silent)).id],
    );
    expect(due).toEqual([
      { rule: 'case-rating.first-reminder', due: '11-28 10:00' },
      { rule: 'case-rating.last-reminder', due: '12-02 10:00' },
      { rule: 'case-rating.expiry', due: '12-10 00:00' },
    ]);
    await at('2026-11-28T02:00:00Z');
    await eventually(async () => (await reminders(silent)).length === 1, 'the customer was not reminded');
    await at('2026-12-02T02:00:00Z');
    await eventually(async () => (await reminders(silent)).length === 2, 'the customer was not reminded again');
    expect(await reminders(silent)).toEqual([1, 2]);
    expect(await reminders(quick)).toEqual([]);
    expect((await ratingOf(silent)).reminders).toBe(2);
    await at('2026-12-09T15:59:50Z');
    expect(await rate(lastLink, 4)).toMatchObject({ state: 'RATED' });
    expect(await nobody.ask(GetRatingByLink, { link })).toMatchObject({ state: 'INVITED' });
    await at('2026-12-09T16:00:00Z');
    expect(await refusal(rate(link, 5))).toMatchObject({ kind: 'rule', code: 'case-rating.expired' });
    expect(await refusal(nobody.ask(GetRatingByLink, { link }))).toMatchObject({ code: 'case-rating.expired' });
    await eventually(async () => (await ratingOf(silent)).state === 'EXPIRED', 'the link was not closed');
    const asked = { ratingId: (await ratingOf(silent)).id };
    expect(await refusal(dept.askAs('client-club', GetRatingLink, asked))).toMatchObject({ kind: 'rule' });
  });
});
