import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { v7 as uuid7 } from 'uuid';
import { partyContracts, RegisterComplaint } from '@linli/contracts';
import { another, colleague, ServiceUnderTest, stranger, type Person } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { complaints } from '../service.js';
import { form } from '../test/ways.js';

const { RevealPerson, GetPersonReveal, FindPersonReveals, GetContact } = partyContracts.complaints;
const handler = colleague('COMPLAINT_HANDLER');
const lead = colleague('CS_SUPERVISOR');

describe('a person in full', () => {
  let dept: ServiceUnderTest;
  let partyId: string;
  beforeAll(async () => {
    dept = await ServiceUnderTest.start(AppModule, complaints);
    partyId = (await newCase()).partyId;
  }, 60_000);
  afterAll(() => dept.stop());

  const newCase = () =>
    dept.ask(handler, RegisterComplaint, { ...form, customerName: '欧阳春晓', phone: '13912345678' });
  const asked = (fields: readonly string[] = ['NAME', 'PHONE']) => ({
    ...{ partyId, fields: [...fields], purpose: '上门维修前联系客户' },
  });
  const someone = (role: Parameters<typeof colleague>[0]): Person => ({ ...colleague(role), id: uuid7() });
  const readings = (actorId: string) =>
    dept.rows<{ purpose: string; subject_id: string; fields: string[] }>(
      `select purpose, subject_id, fields from read_log where actor_id = ? order by id`,
      [actorId],
    );

  test('is shown for a purpose, only what was asked for, and the reading is on the read log', async () => {
    const shown = await dept.ask(handler, RevealPerson, asked());
    expect(shown).toEqual({ id: shown.id, version: 1, partyId, name: '欧阳春晓', phone: '+8613912345678' });
    const { name, phone } = await dept.ask(handler, RevealPerson, asked(['PHONE', 'PHONE']));
    expect([name, phone]).toEqual([undefined, '+8613912345678']);
    expect(await readings(handler.id)).toEqual([
      { purpose: '上门维修前联系客户', subject_id: partyId, fields: ['name', 'phone'] },
      { purpose: '上门维修前联系客户', subject_id: partyId, fields: ['phone'] },
    ]);
  });

  test('is not shown without a purpose, without fields, to other roles, of other projects, or of other departments', async () => {
    const none = (person: Person, message: object) => dept.refusal(person, RevealPerson, message);
    expect(await none(handler, { ...asked(), purpose: '看' })).toMatchObject({ kind: 'invalid' });
    expect(await none(handler, { partyId, fields: ['PHONE'] })).toMatchObject({ kind: 'invalid' });
    expect(await none(handler, asked([]))).toMatchObject({ code: 'party.nothing-to-reveal' });
    expect(await none(colleague('CASHIER'), asked())).toMatchObject({ kind: 'forbidden' });
    expect(await none(lead, asked(['ID_NUMBER']))).toMatchObject({ code: 'party.id-number-not-for-you' });
    expect(await none(stranger('COMPLAINT_HANDLER'), asked())).toMatchObject({ code: 'party.not-found' });
    expect(await none(handler, { ...asked(), partyId: uuid7() })).toMatchObject({ code: 'party.not-found' });
    expect(await readings(stranger('COMPLAINT_HANDLER').id)).toEqual([]);
    expect(await readings(lead.id)).toEqual([]);
  });

  test('stands in no stored answer; the same key is answered again to the same colleague, as a reading of its own', async () => {
    const officer = someone('CS_OFFICER');
    const key = { key: uuid7() };
    const shown = await dept.ask(officer, RevealPerson, asked(), key);
    expect(await dept.ask(officer, RevealPerson, asked(), key)).toEqual(shown);
    expect(await readings(officer.id)).toHaveLength(2);
    const stored = await dept.rows<{ row: string }>(
      `select to_jsonb(i)::text as row from idempotency i union all select to_jsonb(r)::text from person_reveal r
       union all select to_jsonb(l)::text from change_log l union all select to_jsonb(o)::text from outbox o`,
    );
    expect(stored.filter(({ row }) => /13912345678|欧阳春晓/.test(row))).toEqual([]);
    const again = { revealId: shown.id };
    expect(await dept.refusal(someone('CS_OFFICER'), GetPersonReveal, again)).toMatchObject({ kind: 'not-found' });
    await dept.travel('11 minutes');
    expect(await dept.refusal(officer, RevealPerson, asked(), key)).toMatchObject({ code: 'party.reveal-over' });
    expect(await readings(officer.id)).toHaveLength(2);
  });

  test('is not shown when the reading cannot be logged: nothing leaves', async () => {
    await dept.rows('alter table read_log rename to read_log_away');
    const officer = someone('CS_OFFICER');
    const refused = await dept.refusal(officer, RevealPerson, asked());
    expect(JSON.stringify(refused) + refused.message).not.toMatch(/13912345678|欧阳/);
    expect(refused.kind).toBe('internal');
    await dept.rows('alter table read_log_away rename to read_log');
    expect(await dept.rows('select 1 from person_reveal where actor_id = ?', [officer.id])).toEqual([]);
  });

  test('is shown so often in an hour and in a day, also when asked for all at once; then 429 says when to come again', async () => {
    await dept.rows(`insert into reveal_limit (valid_from, per_hour, per_day) values ('2020-01-01', 3, 5)`);
    const busy = someone('COMPLAINT_HANDLER');
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => dept.ask(busy, RevealPerson, asked())));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    const refused = await dept.refusal(busy, RevealPerson, asked());
    expect(refused).toMatchObject({ kind: 'too-many', code: 'party.too-many-reveals' });
    const { retryAfterSeconds } = refused.details as { retryAfterSeconds: number };
    expect(retryAfterSeconds).toBeGreaterThan(3_500);
    expect(retryAfterSeconds).toBeLessThanOrEqual(3_600);
    expect((await dept.ask(another('COMPLAINT_HANDLER'), RevealPerson, asked())).partyId).toBe(partyId);
    await dept.travel('61 minutes');
    await dept.ask(busy, RevealPerson, asked());
    await dept.ask(busy, RevealPerson, asked());
    expect(await dept.refusal(busy, RevealPerson, asked())).toMatchObject({ code: 'party.too-many-reveals' });
    await dept.travel('23 hours');
    await dept.ask(busy, RevealPerson, asked());
    expect(await readings(busy.id)).toHaveLength(6);
  });

  test('who looked at whom and what for is read by the managers of the project, without what was shown', async () => {
    const { items } = await dept.ask(lead, FindPersonReveals, { partyId, actorId: handler.id });
    expect(items).toHaveLength(2);
    expect(items[0]).toEqual({
      ...{ id: items[0]!.id, partyId, projectId: 'binjiang', actorId: handler.id },
      ...{ fields: ['PHONE'], purpose: '上门维修前联系客户', at: expect.any(String) },
    });
    expect((await dept.ask(stranger('CS_SUPERVISOR'), FindPersonReveals, {})).items).toEqual([]);
    expect(await dept.refusal(handler, FindPersonReveals, {})).toMatchObject({ kind: 'forbidden' });
    expect(await dept.refusal(lead, GetContact, { partyId })).toMatchObject({ kind: 'forbidden' });
    await expect(dept.rows(`update person_reveal set purpose = '无'`)).rejects.toThrow('append-only');
  });
});
