import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createDatabase, dropDatabase, sharedPostgres } from '@linli/testing';
import { defineEntity, p } from '@mikro-orm/core';
import { MikroORM } from '@mikro-orm/postgresql';
import { ormDefaults } from './orm.js';

const Visit = defineEntity({
  name: 'Visit',
  properties: { id: p.integer().primary(), visitedAt: p.datetime(), callerPhone: p.string() },
});

describe('The ORM of a service', () => {
  const database = `host_orm_${process.pid}`;
  const warnings: string[] = [];
  let server: string;
  let databaseUrl: string;
  let orm: MikroORM;

  beforeAll(async () => {
    server = await sharedPostgres();
    databaseUrl = await createDatabase(server, database);
    orm = await MikroORM.init({
      ...ormDefaults({
        databaseUrl,
        poolSize: 3,
        applicationName: 'sales-office',
        warn: (message) => warnings.push(message),
      }),
      entities: [Visit],
    });
    await orm.em
      .getConnection()
      .execute('create table visit (id int primary key, visited_at timestamptz not null, caller_phone text not null)');
  });
  afterAll(async () => {
    await orm.close(true);
    await dropDatabase(server, database);
  });

  const setting = async (name: string): Promise<unknown> => {
    const rows = await orm.em
      .getConnection()
      .execute<{ value: string }[]>(`select current_setting('${name}') as value`);
    return rows[0]?.value;
  };

  test('bounds every statement, lock and idle transaction', async () => {
    expect(await setting('statement_timeout')).toBe('4s');
    expect(await setting('lock_timeout')).toBe('2s');
    expect(await setting('idle_in_transaction_session_timeout')).toBe('10s');
  });

  test('tells PostgreSQL which service it is', async () => {
    expect(await setting('application_name')).toBe('sales-office');
  });

  test('writes snake_case columns and instants in UTC', async () => {
    const em = orm.em.fork();
    em.create(Visit, { id: 1, visitedAt: new Date('2026-05-01T09:30:00+08:00'), callerPhone: '13800138000' });
    await em.flush();

    const rows = await em
      .getConnection()
      .execute("select visited_at at time zone 'UTC' = '2026-05-01 01:30' as same, caller_phone from visit");
    expect(rows).toEqual([{ same: true, caller_phone: '13800138000' }]);
    expect((await orm.em.fork().findOneOrFail(Visit, 1)).visitedAt.toISOString()).toBe('2026-05-01T01:30:00.000Z');
  });

  test('refuses the global EntityManager, which would share rows between requests', async () => {
    await expect(orm.em.findOne(Visit, 1)).rejects.toThrow(/global/i);
  });

  test('opens no more connections than the pool may hold', async () => {
    await Promise.all(Array.from({ length: 12 }, () => orm.em.getConnection().execute('select pg_sleep(0.05)')));
    const rows = await orm.em
      .getConnection()
      .execute<{ n: number }[]>(
        "select count(*)::int as n from pg_stat_activity where application_name = 'sales-office' and datname = current_database()",
      );
    expect(rows[0]?.n).toBe(3);
  });

  test('prints no statement and no value, not even of one that fails', async () => {
    const em = orm.em.fork();
    const twin = em.getConnection().execute("insert into visit values (1, now(), '13900139000')");
    await expect(twin).rejects.toThrow('duplicate key');
    expect(warnings).toEqual([]);
  });

  test('survives a connection that the server closes, and says so', async () => {
    await orm.em.getConnection().execute('select 1');
    const admin = await MikroORM.init({
      ...ormDefaults({ databaseUrl, poolSize: 1, applicationName: 'admin' }),
      entities: [],
    });
    await admin.em
      .getConnection()
      .execute("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'sales-office'");
    await admin.close(true);

    const answers: boolean[] = [];
    for (let attempt = 1; attempt <= 20 && !answers.includes(true); attempt += 1)
      answers.push((await orm.checkConnection()).ok);
    expect(answers).toContain(true);
    expect(warnings.join()).toMatch(/PostgreSQL (connection|pool) error/);
  });
});
