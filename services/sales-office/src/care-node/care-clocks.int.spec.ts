import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clocksOf } from '@linli/contracts';
import { newId, plusDays } from '@linli/kernel';
import { colleague, stranger } from '@linli/testing';
import { consultant, Office } from '../test/office.js';

const { ChangeBusinessCalendar, FindClockPolicies, GetBusinessCalendar, GetCaseClocks, PublishClockPolicy } =
  clocksOf('sales-office');
const leader = colleague('MANAGER_IN_CHARGE');

describe('The clocks of the sales office', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
  }, 60_000);
  afterAll(() => office.stop());

  test('a case shows its clocks, to who works for the project', async () => {
    const { id: subjectId, subscribedOn } = await office.subscribed();
    const { clocks } = await office.dept.ask(consultant, GetCaseClocks, { subjectId });
    expect(clocks).toMatchObject([
      { rule: 'three-days-after-subscription', title: '认购后三日提醒', level: 0, state: 'WAITING', policyVersion: 1 },
    ]);
    expect(clocks[0]?.dueAt).toBe(`${plusDays(subscribedOn, 2)}T16:00:00.000Z`);
    for (const [by, id] of [
      [stranger('SALES_SUPERVISOR'), subjectId],
      [consultant, newId()],
    ] as const)
      expect(await office.dept.refusal(by, GetCaseClocks, { subjectId: id })).toMatchObject({ kind: 'not-found' });
    expect(await office.dept.refusal(colleague('BANK'), GetCaseClocks, { subjectId })).toMatchObject({
      kind: 'forbidden',
    });
  });

  test('leaders publish the next version of a rule, from today on, and nobody else', async () => {
    const [row] = await office.dept.rows<{ day: string }>(
      `select (app_now() at time zone 'Asia/Shanghai')::date::text as day`,
    );
    const form = {
      rule: 'seven-days-after-signing',
      validFrom: row!.day,
      amount: 5,
      unit: 'WORKING_DAYS',
      at: '09:00',
    };
    const published = await office.dept.ask(leader, PublishClockPolicy, form);
    expect(published).toMatchObject({ ...form, policyVersion: 2, title: '签约后七日回访', publishedBy: leader.name });
    const { items } = await office.dept.ask(consultant, FindClockPolicies, { rule: form.rule });
    expect(items.map(({ policyVersion }) => policyVersion)).toEqual([2, 1]);
    expect(items[0]).toEqual(published);
    const refused = async (more: object, by = leader) =>
      (await office.dept.refusal(by, PublishClockPolicy, { ...form, ...more })).code;
    expect(await refused({ validFrom: plusDays(row!.day, -1) })).toBe('clock-policy.not-in-the-past');
    expect(await refused({ rule: 'unheard-of' })).toBe('clock-policy.not-found');
    expect(await refused({ unit: 'WORKING_MINUTES' })).toBe('clock-policy.time-without-meaning');
    expect(await refused({ at: '24:01' })).toBe('request.invalid');
    expect(await refused({}, consultant)).toBe('request.forbidden');
  });

  test('the calendar of a year is official, changed by leaders, and a year beyond is unknown until it is entered', async () => {
    const year = async (n: number) => office.dept.ask(consultant, GetBusinessCalendar, { year: n });
    expect(await year(2026)).toMatchObject({ known: true, own: [] });
    expect((await year(2026)).official).toContainEqual({ day: '2026-10-10', working: true, name: '调休上班' });
    expect(await year(2027)).toMatchObject({ known: false, official: [] });
    const days = [{ day: '2027-01-01', working: false, name: '元旦' }];
    const changed = await office.dept.ask(leader, ChangeBusinessCalendar, { days, completeYear: 2027 });
    expect(changed).toMatchObject({ year: 2027, known: true, own: days });
    expect(await year(2027)).toEqual(changed);
    const hours = [
      { from: '09:00', to: '12:00' },
      { from: '11:00', to: '18:00' },
    ];
    expect(await office.dept.refusal(leader, ChangeBusinessCalendar, { hours })).toMatchObject({
      code: 'business-calendar.hours-overlap',
    });
    expect(await office.dept.refusal(consultant, ChangeBusinessCalendar, { days })).toMatchObject({
      kind: 'forbidden',
    });
  });
});
