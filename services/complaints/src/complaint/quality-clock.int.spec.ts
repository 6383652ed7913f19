import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ask } from '@linli/bus';
import {
  CheckComplaintQuality,
  CloseComplaint,
  FindCaseRatings,
  FindComplaints,
  GetCaseBreakdown,
  GetComplaint,
  GetRatingLink,
  QualityCheckDue,
  RateByLink,
  ReopenComplaint,
  type ComplaintView,
} from '@linli/contracts';
import { newId } from '@linli/kernel';
import { colleague, eventually, ServiceUnderTest, stranger } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { complaints } from '../service.js';
import { closedCase, stepOn } from '../test/closed-case.js';

const lead = colleague('CS_SUPERVISOR');

describe('The internal quality check', () => {
  let dept: ServiceUnderTest;
  beforeAll(async () => {
    dept = await ServiceUnderTest.start(AppModule, complaints);
  }, 60_000);
  afterAll(() => dept.stop());

  const itIs = (instant: string) =>
    dept.rows(`update app_clock set ahead = ?::timestamptz - clock_timestamp()`, [instant]);
  const closingDay = () => itIs('2026-11-25T06:00:00Z');
  const share = (percent: number) =>
    dept.rows(`update policy set value = ? where rule = 'quality-check-percent'`, [String(percent)]);
  const seen = (complaintId: string) => dept.ask(lead, GetComplaint, { complaintId });
  const due = async (who = lead) =>
    (await dept.ask(who, FindComplaints, { qualityDue: true })).items.map(({ id }) => id);
  const clocksOf = ({ id }: { id: string }) =>
    dept.rows<{ due: string }>(
      `select to_char(due_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as due from clock
       where subject_id = ? and rule = 'quality-check.due' and settled_at is null`,
      [id],
    );
  const reminded = ({ id }: { id: string }, times: number) =>
    eventually(async () => {
      const { qualityReminders = [] } = await seen(id);
      return qualityReminders.length === times ? qualityReminders : undefined;
    }, `nobody was reminded ${times} times`);
  const rated = async ({ id }: ComplaintView, score: number) => {
    const [rating] = (await dept.ask(lead, FindCaseRatings, { complaintId: id })).items;
    const { link } = await dept.askAs('client-club', GetRatingLink, { ratingId: rating!.id });
    await new Ask(dept.service.connection.nc, 'gateway').ask(RateByLink, { link, score }, { key: newId() });
  };

  test('of a closed case that was chosen is due after five days: 主管 is reminded, three days later 客服经理, until it is made', async () => {
    await closingDay();
    await share(100);
    const closed = await closedCase(dept);
    expect(await clocksOf(closed)).toEqual([{ due: '2026-11-30 10:00' }]);
    await itIs('2026-11-30T01:59:00Z');
    expect(await due()).toEqual([]);
    await dept.travel('2 minutes');
    expect(await reminded(closed, 1)).toMatchObject([{ level: 0 }]);
    expect(await due()).toEqual([closed.id]);
    expect(await due(stranger('CS_SUPERVISOR'))).toEqual([]);
    await dept.travel('3 days');
    expect(await reminded(closed, 2)).toMatchObject([{ level: 0 }, { level: 1, role: 'CS_MANAGER', name: '客服经理' }]);
    const told = (await dept.published(QualityCheckDue)).filter(({ complaintId }) => complaintId === closed.id);
    expect(told.map(({ level, role }) => [level, role])).toEqual([
      [0, 'CS_SUPERVISOR'],
      [1, 'CS_MANAGER'],
    ]);
    await stepOn(dept, closed.id, CheckComplaintQuality, { score: 4 }, lead);
    expect(await due()).toEqual([]);
    const { lines } = await dept.ask(lead, GetCaseBreakdown, { from: '2026-11-25', to: '2026-12-03', by: 'QUALITY' });
    expect(lines).toContainEqual(expect.objectContaining({ keys: ['4'], quality: 4 }));
  });

  test('that was made in time, or whose case is opened again, reminds nobody', async () => {
    await closingDay();
    await share(100);
    const [checked, reopened] = [await closedCase(dept), await closedCase(dept)];
    await stepOn(dept, checked.id, CheckComplaintQuality, { score: 5 }, lead);
    await stepOn(dept, reopened.id, ReopenComplaint, { reason: '又漏水' });
    expect([await clocksOf(checked), await clocksOf(reopened)]).toEqual([[], []]);
    await itIs('2026-12-20T06:00:00Z');
    const other = await closedCase(dept);
    await dept.travel('6 days');
    await reminded(other, 1);
    for (const { id } of [checked, reopened]) expect((await seen(id)).qualityReminders).toBeUndefined();
    await stepOn(dept, other.id, CheckComplaintQuality, { score: 5 }, lead);
  });

  test('is for so many in a hundred, and for every case that was disputed, escalated, opened again or rated poorly', async () => {
    await closingDay();
    await share(0);
    const plain = await closedCase(dept);
    expect(await clocksOf(plain)).toEqual([]);
    await rated(plain, 3);
    expect(await clocksOf(plain)).toEqual([]);
    const poor = await closedCase(dept);
    await rated(poor, 2);
    expect(await clocksOf(poor)).toEqual([{ due: '2026-11-30 10:00' }]);
    const looked = await closedCase(dept);
    await stepOn(dept, looked.id, CheckComplaintQuality, { score: 5 }, lead);
    await rated(looked, 1);
    expect(await clocksOf(looked)).toEqual([]);
    const escalated = await closedCase(dept);
    await stepOn(dept, escalated.id, ReopenComplaint, { reason: '又漏水' });
    await dept.rows(
      `update complaint set state = 'FED_BACK', acknowledged = true, version = version + 1 where id = ?`,
      [escalated.id],
    );
    await stepOn(dept, escalated.id, CloseComplaint);
    expect(await clocksOf(escalated)).toHaveLength(1);
    await share(40);
    const many = [];
    for (let n = 0; n < 30; n++) many.push((await clocksOf(await closedCase(dept))).length);
    const chosen = many.filter((clocks) => clocks === 1).length;
    expect(chosen).toBeGreaterThan(2);
    expect(chosen).toBeLessThan(26);
  });
});
