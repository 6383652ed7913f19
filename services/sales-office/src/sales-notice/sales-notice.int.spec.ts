import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { FindSalesNotices, FollowUpProspect, Subscribe } from '@linli/contracts';
import { dayOf, plusDays } from '@linli/kernel';
import { eventually, stranger, type Person } from '@linli/testing';
import { consultant, dutyStaff, finance, Office, rival, supervisor } from '../test/office.js';

describe('认购通知与督促', () => {
  let office: Office;
  let today: string;
  beforeAll(async () => {
    office = await Office.open();
  }, 60_000);
  afterAll(() => office.stop());
  beforeEach(async () => {
    const [clock] = await office.dept.rows<{ at: string }>('select app_now()::text as at');
    today = dayOf(new Date(clock!.at));
  });

  const notices = async (by: Person, subjectId: string) =>
    (await office.dept.ask(by, FindSalesNotices, { limit: 100 })).items.filter((each) => each.subjectId === subjectId);
  const told = (by: Person, subjectId: string, kind: string) =>
    eventually(
      async () => (await notices(by, subjectId)).find((each) => each.kind === kind),
      `nobody was told of ${kind}`,
    );

  test('all who sell are told at once that a unit is sold, and whoever leaves the 认购书 open is chased until it is there [REQ-072]', async () => {
    const { id, room } = await office.sold();
    for (const by of [consultant, rival, dutyStaff, supervisor])
      expect(await notices(by, id)).toMatchObject([{ kind: 'UNIT_SOLD', room, done: false }]);
    await office.dept.travel('2 days');
    const chased = await told(consultant, id, 'SUBSCRIPTION_MISSING');
    expect(chased).toMatchObject({ consultantId: consultant.id, room, done: false });
    expect((await notices(rival, id)).map(({ kind }) => kind)).toEqual(['UNIT_SOLD']);
    await office.dept.ask(consultant, Subscribe, { confirmationId: id });
    expect(await notices(supervisor, id)).toContainEqual({ ...chased, done: true });
  });

  test('who subscribes in time is not chased [REQ-072]', async () => {
    const prompt = await office.subscribed();
    const { id } = await office.sold();
    await office.dept.travel('2 days');
    await told(supervisor, id, 'SUBSCRIPTION_MISSING');
    const kinds = (await notices(supervisor, prompt.confirmationId)).map(({ kind }) => kind);
    expect(kinds).toEqual(['UNIT_SOLD']);
  });

  test('a follow-up that was agreed for a day and not entered by its end is named, until it is entered [REQ-082]', async () => {
    const { id: prospectId, version } = await office.prospect();
    const prompt = await office.prospect();
    const entry = { kind: 'CALL', content: '约今日回访', nextOn: today };
    const first = await office.dept.ask(consultant, FollowUpProspect, { prospectId, version, ...entry });
    const other = await office.dept.ask(consultant, FollowUpProspect, {
      ...{ prospectId: prompt.id, version: prompt.version, ...entry },
    });
    await office.dept.ask(consultant, FollowUpProspect, {
      ...{
        prospectId: prompt.id,
        version: other.version,
        kind: 'CALL',
        content: '已回访',
        nextOn: plusDays(today, 30),
      },
    });
    expect(await notices(supervisor, prospectId)).toEqual([]);
    await office.dept.travel('1 day');
    const chased = await told(supervisor, prospectId, 'FOLLOW_UP_MISSING');
    expect(chased).toMatchObject({ consultantId: consultant.id, done: false });
    expect(chased.text).toContain(first.formNo);
    expect(await notices(supervisor, prompt.id)).toEqual([]);
    await office.dept.ask(consultant, FollowUpProspect, {
      ...{ prospectId, version: first.version, kind: 'CALL', content: '补记:已回访' },
    });
    expect(await notices(consultant, prospectId)).toEqual([{ ...chased, done: true }]);
  });

  test('notices are for the sales hall of the project', async () => {
    expect(await office.dept.refusal(finance, FindSalesNotices, {})).toMatchObject({ kind: 'forbidden' });
    expect((await office.dept.ask(stranger('SALES_SUPERVISOR'), FindSalesNotices, {})).items).toEqual([]);
  });
});
