import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AcknowledgeComplaint, RegisterComplaint } from '@linli/contracts';
import { colleague, eventually, ServiceUnderTest } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { complaints } from '../service.js';

const handler = colleague('COMPLAINT_HANDLER');
const form = {
  ...{ projectId: 'binjiang', channel: 'HOTLINE', source: 'DIRECT', customerName: '王芳', phone: '138 0000 1234' },
  ...{ customerKind: 'OWNER', room: '3-1-1201', category: 'QUALITY', urgency: 'NORMAL', content: '卫生间渗水' },
  dueOn: '2027-02-01',
};

describe('The clocks of a new case', () => {
  let dept: ServiceUnderTest;
  beforeAll(async () => {
    dept = await ServiceUnderTest.start(AppModule, complaints);
  }, 60_000);
  afterAll(() => dept.stop());

  const itIs = (instant: string) =>
    dept.rows(`update app_clock set ahead = ?::timestamptz - clock_timestamp()`, [instant]);
  const register = async () => (await dept.ask(handler, RegisterComplaint, form)).id;
  const clocksOf = async (id: string) =>
    Object.fromEntries(
      (
        await dept.rows<{ rule: string; due: string; version: number }>(
          `select rule, to_char(due_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as due, policy_version as version
           from clock where subject_id = ? and policy_version is not null`,
          [id],
        )
      ).map(({ rule, due, version }) => [rule, `${due} v${version}`]),
    );

  test('follow the policy that is in force at its entry: the next case after a publication counts by it, the case before does not', async () => {
    await itIs('2026-11-25T01:00:00Z');
    const before = await register();
    await dept.rows(`insert into clock_policy (id, rule, policy_version, title, source, amount, unit, calendar, valid_from, published_at, published_by)
      select gen_random_uuid(), rule, 2, title, source, 60, unit, calendar, '2026-11-25', app_now(), '王芳' from clock_policy
      where rule = 'complaint.acknowledge'`);
    const after = await register();
    expect((await clocksOf(before))['complaint.acknowledge']).toMatch(/^2026-11-25 11:0\d v1$/);
    expect((await clocksOf(after))['complaint.acknowledge']).toMatch(/^2026-11-25 10:0\d v2$/);
  });

  test('follow the calendar as it is: a day off entered now is not counted in the next case', async () => {
    await itIs('2026-11-25T01:00:00Z');
    const before = await register();
    await dept.rows(`update business_calendar set days = '[{"day":"2026-11-26","working":false,"name":"停电"}]'`);
    const after = await register();
    expect((await clocksOf(before))['complaint.first-answer']).toMatch(/^2026-11-26 09:0\d v1$/);
    expect((await clocksOf(after))['complaint.first-answer']).toMatch(/^2026-11-27 09:0\d v1$/);
  });

  test.each([
    ['a minute late is late, although its clock has not come to it yet', '2026-11-25T03:01:00Z', true],
    ['a minute early is in time', '2026-11-25T02:59:00Z', undefined],
  ])('%s: the acknowledgement that was due at eleven [REQ-160]', async (_title, acknowledgedAt, late) => {
    await dept.rows(`update business_calendar set days = '[]'`);
    await dept.rows(`delete from clock_policy where rule = 'complaint.acknowledge' and policy_version = 2`);
    await itIs('2026-11-25T01:00:00Z');
    const complaintId = await register();
    // As after a failed attempt, or while the service was away.
    await dept.rows(`update clock set next_attempt_at = clock_timestamp() + interval '1 hour' where subject_id = ?`, [
      complaintId,
    ]);
    await itIs(acknowledgedAt);
    const told = await dept.ask(handler, AcknowledgeComplaint, { complaintId, version: 1, how: 'PHONE' });
    expect(told.explanationOwed).toBe(late ?? false);
    expect(told.escalations?.map(({ duty, level }) => ({ duty, level }))).toEqual(
      late && [{ duty: 'ACKNOWLEDGE', level: 0 }],
    );
  });

  test('wait for the calendar of a year that is not known yet, and hold up neither the case nor the clocks that can be counted', async () => {
    await itIs('2026-12-28T01:00:00Z');
    const id = await register();
    expect(Object.keys(await clocksOf(id)).sort()).toEqual(['complaint.acknowledge', 'complaint.first-answer']);
    await dept.rows(`update business_calendar set years = '[2027]'`);
    await eventually(async () => 'complaint.resolve' in (await clocksOf(id)), 'the clock is not planned', 15_000);
    expect((await clocksOf(id))['complaint.resolve']).toMatch(/^2027-01-11 09:0\d v1$/);
  });
});
