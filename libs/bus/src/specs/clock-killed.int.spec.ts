import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Controller, Module } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { ServiceDefinition } from '@linli/host';
import { eventually, ServiceUnderTest } from '@linli/testing';
import { clockPolicies, OnClock, type Firing } from '../index.js';

const RULE = 'wake.up';

@Controller()
class Ring {
  constructor(private readonly em: EntityManager) {}

  @OnClock(RULE)
  async handle({ subjectId, level }: Firing): Promise<void> {
    const em = this.em.getContext();
    // Between its two halves a firing lasts long enough to be hit.
    await em.execute('insert into ring (subject_id, level) values (?, ?)', [subjectId, level]);
    await em.execute('select pg_sleep(0.004)');
    await em.execute('update rung set times = times + 1 where subject_id = ?', [subjectId]);
  }
}

@Module({ controllers: [Ring] })
class Alarm {}

const alarm: ServiceDefinition = {
  name: 'alarm',
  entities: [],
  migrations: [
    {
      name: 'Alarm001',
      sql: `create table ring (subject_id text, level int); create table rung (subject_id text primary key, times int not null default 0);
        ${clockPolicies([
          {
            ...{ rule: RULE, title: '叫醒', source: '试', amount: 1, unit: 'NATURAL_DAYS' },
            escalation: [{ role: 'CS_SUPERVISOR', name: '主管', amount: 1, unit: 'NATURAL_DAYS' }],
          },
        ])}`,
    },
  ],
};
const CLOCKS = 600;
const DEATHS = 50;

describe('A clock worker that dies at any moment', () => {
  let one: ServiceUnderTest;
  let two: ServiceUnderTest;
  beforeAll(async () => {
    one = await ServiceUnderTest.start(Alarm, alarm);
    two = await ServiceUnderTest.start(Alarm, alarm, { replicaOf: one });
  }, 60_000);
  afterAll(async () => {
    await two.stop();
    await one.stop();
  });

  test('fifty times over leaves each firing whole or not there at all: none is lost, none is done twice', async () => {
    await one.rows(`insert into rung select 's' || n from generate_series(1, ?) n`, [CLOCKS]);
    await one.rows(
      `insert into clock (id, rule, subject_id, cycle, due_at, from_at, payload, policy_version, case_since, later)
       select gen_random_uuid(), ?, 's' || n, '1', app_now(), app_now(), '{}', 1, app_now(),
         jsonb_build_array(jsonb_build_object('level', 1, 'due_at', app_now(), 'escalate_to', '{"role":"CS_SUPERVISOR","name":"主管"}'::jsonb))
       from generate_series(1, ?) n`,
      [RULE, CLOCKS],
    );
    await one.rows(`select pg_notify('clock', '')`);
    // To the database a process that is killed is a connection that ends: whoever fires at this moment loses his, wherever he is.
    let deaths = 0;
    await eventually(
      async () => {
        const struck = await one.rows(
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
             and state in ('active', 'idle in transaction') and backend_type = 'client backend' and xact_start is not null limit 1`,
        );
        deaths += struck.length;
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 25));
        return deaths >= DEATHS;
      },
      'nobody was hit often enough',
      60_000,
    );
    await eventually(
      async () => (await one.rows('select 1 from clock where fired_at is null limit 1')).length === 0,
      'clocks that are due do not fire',
      120_000,
    );
    const rings = await one.rows<{ level: number; many: number; subjects: number }>(
      'select level, count(*)::int as many, count(distinct subject_id)::int as subjects from ring group by level order by level',
    );
    expect(rings).toEqual([0, 1].map((level) => ({ level, many: CLOCKS, subjects: CLOCKS })));
    expect(await one.rows('select 1 from rung where times <> 2')).toEqual([]);
  }, 240_000);
});
