import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { newId } from '@linli/kernel';
import { colleague, eventually, ServiceUnderTest } from '@linli/testing';
import { GuestBookModule, GuestGreeted, guests, GuestSigned, meanwhile, SignBook } from './guest-book.js';

const cashier = colleague('CASHIER');

describe('Commands that only add rows', () => {
  let book: ServiceUnderTest;
  let other: pg.Client;
  beforeAll(async () => {
    book = await ServiceUnderTest.start(GuestBookModule, guests);
    other = new pg.Client({ connectionString: book.service.orm.config.get('clientUrl')! });
    await other.connect();
  }, 60_000);
  afterAll(async () => {
    await other.end();
    await book.stop();
  });

  const named = (prefix: string, many: number) => Array.from({ length: many }, (_, n) => `${prefix}-${n}`);
  const sign = (name: string, key = newId()) => book.ask(cashier, SignBook, { name }, { key });
  const count = async (what: string, values: unknown[] = []) =>
    (await book.rows<{ many: number }>(`select count(*)::int as many from ${what}`, values))[0]!.many;
  const signed = (prefix: string) => count('guest where name like ?', [`${prefix}-%`]);

  test('that come together are committed together, each with its key, its lines in the log and its events in their order', async () => {
    const names = named('crowd', 30);
    const views = await Promise.all(names.map((name) => sign(name)));
    expect(views.map(({ name }) => name)).toEqual(names);
    expect(new Set(views.map(({ formNo }) => formNo)).size).toBe(30);
    const transactions = await count(
      `(select distinct xmin::text from guest where name like 'crowd-%') as transaction`,
    );
    expect(transactions).toBeLessThan(15);
    const rows = await book.rows<{ events: string; keys: number; lines: number; apart: number }>(
      `select (select string_agg(event_type || ' ' || aggregate_seq, ', ' order by aggregate_seq) from outbox o where o.aggregate_id = g.id::text) as events,
         (select count(*)::int from idempotency i where i.reply_id = g.id::text and i.status = 201) as keys,
         (select count(*)::int from change_log l where l.aggregate_id = g.id::text and l.version = 1 and l.kind = 'create') as lines,
         (select count(*)::int from idempotency i where i.reply_id = g.id::text and i.xmin::text <> g.xmin::text) as apart
       from guest g where name like 'crowd-%'`,
    );
    const events = `${GuestSigned.subject} 1, ${GuestGreeted.subject} 2`;
    expect(rows).toEqual(names.map(() => ({ events, keys: 1, lines: 1, apart: 0 })));
    await book.quiet();
  });

  test('do not fall with one of them that is refused: it is alone, and remembered', async () => {
    await sign('regular');
    const [key, wish] = [newId(), newId()];
    const results = await Promise.allSettled([
      ...named('early', 8).map((name) => sign(name)),
      sign('regular', key),
      sign('nobody', wish),
      ...named('late', 8).map((name) => sign(name)),
    ]);
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(2);
    expect([await signed('early'), await signed('late')]).toEqual([8, 8]);
    for (const [name, its, code] of [
      ['regular', key, 'guest.already-exists'],
      ['nobody', wish, 'guest.nobody'],
    ] as const) {
      expect(await book.refusal(cashier, SignBook, { name }, { key: its })).toMatchObject({ code });
      expect(await count('idempotency where key = ? and reply is not null', [its])).toBe(1);
    }
    expect(await count(`outbox o where not exists (select 1 from guest g where g.id::text = o.aggregate_id)`)).toBe(0);
  });

  test('with one key make one guest and give one answer; with another body they are refused', async () => {
    const key = newId();
    const answers = await Promise.all(Array.from({ length: 20 }, () => sign('twins', key)));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await count(`guest where name = 'twins'`)).toBe(1);
    expect(await book.refusal(cashier, SignBook, { name: 'others' }, { key })).toMatchObject({
      code: 'request.key-reused',
    });
  });

  test('do not wait with one whose twin in another replica has not ended', async () => {
    const key = newId();
    await other.query('begin');
    await other.query(`select bus_hold($1, $2, 'x', 'x')`, [cashier.id, key]);
    let ended = false;
    const held = sign('held', key).finally(() => (ended = true));
    await Promise.all(named('free', 12).map((name) => sign(name)));
    expect(ended).toBe(false);
    await other.query('rollback');
    expect((await held).name).toBe('held');
    expect(await signed('free')).toBe(12);
  });

  test.each([
    ['before its first statement', true],
    ['before its end', false],
  ])('give the answer of a twin in another replica that was quicker, %s', async (_when, looks) => {
    const [key, name] = [newId(), `overtaken-${String(looks)}`];
    const quicker = await sign(`quicker-${String(looks)}`, newId());
    const happens = async () => {
      await other.query(
        `insert into idempotency (actor_id, key, route, request_hash, status, reply_id, reply)
         select actor_id, $1, route, $2, status, reply_id, reply from idempotency where reply_id = $3`,
        [key, await hashOf({ name }), quicker.id],
      );
    };
    if (looks) meanwhile.set(name, happens);
    else await happens();
    const answer = await book.send(cashier, SignBook, { name }, { key });
    expect(answer.replayed).toBe(true);
    expect(JSON.parse(Buffer.from(answer.body).toString())).toEqual(quicker);
    expect(await count('guest where name = ?', [name])).toBe(0);
  });

  test('that look something up first go on in a transaction of their own', async () => {
    meanwhile.set('curious', async () => undefined);
    const key = newId();
    const [guest] = await Promise.all([sign('curious', key), ...named('beside', 6).map((name) => sign(name))]);
    expect(guest).toMatchObject({ name: 'curious', version: 1 });
    expect(await sign('curious', key)).toEqual(guest);
    expect(await count('outbox where aggregate_id = ?', [guest.id])).toBe(2);
  });

  test('that add much do not keep the others waiting', async () => {
    const long = 'long'.repeat(20_000);
    const [guest] = await Promise.all([sign(long), ...named('short', 6).map((name) => sign(name))]);
    const beside = await count(
      `guest where name like 'short-%' and xmin::text = (select xmin::text from guest where id = ?)`,
      [guest.id],
    );
    expect([await signed('short'), beside]).toEqual([6, 0]);
    expect(await count('outbox where aggregate_id = ?', [guest.id])).toBe(2);
  });

  test('are answered as long as the database is there, and after it was away', async () => {
    await other.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'guests'`,
    );
    const keys = named('again', 6).map((name) => ({ name, key: newId() }));
    const eventual = ({ name, key }: { name: string; key: string }) =>
      eventually(async () => (await sign(name, key)).name === name, `${name} could not sign`);
    await Promise.all(keys.map(eventual));
    expect(await signed('again')).toBe(6);
    await book.quiet();
  });
});

async function hashOf(message: object): Promise<string> {
  const { createHash } = await import('node:crypto');
  return createHash('sha256').update(JSON.stringify(message)).digest('base64url');
}
