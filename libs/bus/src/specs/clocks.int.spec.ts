import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Controller, Module, type Type } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { ServiceDefinition } from '@linli/host';
import { dayOf, newId, startOfDay } from '@linli/kernel';
import { eventually, ServiceUnderTest } from '@linli/testing';
import {
  cancelClock,
  clockPolicies,
  inWork,
  now,
  OnClock,
  pauseClocks,
  planClock,
  resumeClocks,
  settleClock,
  type Firing,
  type ShippedPolicy,
} from '../index.js';
import { replan } from '../clocks/plan.js';
import { currentWork } from '../work.js';
import { dayNo, firings, officialWorkdays, type Deed, type OraclePolicy } from './clock-oracle.js';

const chain = [
  { role: 'CS_SUPERVISOR', name: '主管', amount: 120, unit: 'WORKING_MINUTES' },
  { role: 'CS_MANAGER', name: '经理', amount: 1, unit: 'WORKING_DAYS' },
  { role: 'LEADERSHIP', name: '领导', amount: 2, unit: 'NATURAL_DAYS', at: '09:00' },
] as const;
const policies: readonly ShippedPolicy[] = [
  { rule: 'duty.remind', title: '三日提醒', source: '试', amount: 3, unit: 'NATURAL_DAYS', at: '00:00' },
  { rule: 'duty.before', title: '前一日', source: '试', amount: -1, unit: 'NATURAL_DAYS', at: '00:00' },
  { rule: 'duty.month', title: '一个月', source: '试', amount: 1, unit: 'CALENDAR_MONTHS', at: '24:00' },
  { rule: 'duty.answer', title: '答复', source: '试', amount: 240, unit: 'WORKING_MINUTES', escalation: chain },
  { rule: 'duty.resolve', title: '解决', source: '试', amount: 5, unit: 'WORKING_DAYS', escalation: chain.slice(0, 1) },
];

const acts = policies.map(({ rule }): Type => {
  @Controller()
  class Act {
    constructor(private readonly em: EntityManager) {}

    @OnClock(rule)
    async handle({ subjectId, level, dueAt, escalateTo }: Firing): Promise<void> {
      await this.em
        .getContext()
        .execute('insert into act (rule, subject_id, level, due_at, at, told) values (?, ?, ?, ?, ?, ?)', [
          ...[rule, subjectId, level, dueAt.toISOString(), now().toISOString(), escalateTo?.role ?? null],
        ]);
    }
  }
  return Act;
});

@Module({ controllers: acts })
class DutyModule {}

const duty: ServiceDefinition = {
  name: 'duty',
  entities: [],
  migrations: [
    {
      name: 'Duty001',
      sql: `create table act (rule text, subject_id text, level int, due_at timestamptz, at timestamptz, told text);
        ${clockPolicies(policies)}`,
    },
  ],
};

/** A small generator of numbers with a seed, so that a failure can be run again. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

interface Series {
  readonly rule: string;
  readonly subject: { readonly id: string; readonly projectId: string };
  readonly policy: OraclePolicy;
  readonly deeds: Deed[];
  paused: boolean;
  over: boolean;
}

const SEED = Number(process.env['CLOCK_SEED'] ?? 20_260_501);
const SUBJECTS = 144;

describe('Clocks over two years', () => {
  let one: ServiceUnderTest;
  let two: ServiceUnderTest;
  beforeAll(async () => {
    one = await ServiceUnderTest.start(DutyModule, duty);
    two = await ServiceUnderTest.start(DutyModule, duty, { replicaOf: one });
    // Time stands still between two jumps. If it ran on, a clock might come due between the last look and the next deed, and on a busy
    // machine the deed would come before the firing that the oracle counts on.
    await one.rows(`create table still (at timestamptz not null)`);
    await one.rows(`insert into still values (clock_timestamp())`);
    await one.rows(
      `create or replace function app_now() returns timestamptz language sql stable as $$ select at from still $$`,
    );
  }, 60_000);
  afterAll(() => one.stop());

  /** Runs something as a use case; the instant at which it ran. */
  const at = (work: () => Promise<unknown>): Promise<number> =>
    inWork(one.service.orm.em, { service: 'duty', action: 'simulate' }, async () => {
      await work();
      return now().getTime();
    });
  const jump = async (to: number) => {
    await one.rows(`update still set at = ?`, [new Date(to).toISOString()]);
    await one.rows(`select pg_notify('clock', '')`);
  };
  const instant = async () => new Date((await one.rows<{ at: string }>('select app_now() as at'))[0]!.at).getTime();
  const drained = () =>
    eventually(
      async () =>
        (
          await one.rows(`select 1 from clock where fired_at is null and cancelled_at is null and settled_at is null
            and paused_at is null and due_at <= app_now() limit 1`)
        ).length === 0,
      'clocks that are due do not fire',
      60_000,
    );

  test('fire each level exactly at the instant that an independent oracle predicts, none twice and none lost, through moves, pauses, new policies, a changed calendar, lost connections and the end of a replica', async () => {
    const random = numbers(SEED);
    const inForce = new Map<string, OraclePolicy>(policies.map((policy) => [policy.rule, policy]));
    const all: Series[] = [];
    const steps = 36;
    const [begin, end] = [startOfDay('2024-01-08').getTime(), startOfDay('2025-12-20').getTime()];
    for (let step = 0; step < steps; step += 1) {
      await jump(begin + ((end - begin) / steps) * (step + random(500) / 1000));
      if (step % 9 === 8) {
        // Whoever fires at this moment loses his connection in the middle.
        await one.rows(`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid() and state in ('active', 'idle in transaction') and query ~ 'clock|act'`);
      }
      if (step === steps / 2) await two.stop();
      await drained();
      if (step === 24) {
        const workdays = officialWorkdays().filter((day) => day % 11 !== 0);
        const off = officialWorkdays().filter((day) => day % 11 === 0);
        const days = off.map((day) => ({
          day: new Date(day * 86_400_000).toISOString().slice(0, 10),
          working: false,
          name: '停工',
        }));
        const when = await at(() => changeDays(JSON.stringify(days)));
        for (const series of all) series.deeds.push({ at: when, what: 'calendar', workdays });
        calendarNow = workdays;
      }
      for (let n = 0; n < SUBJECTS / steps; n += 1) {
        const subject = { id: newId(), projectId: 'binjiang' };
        for (const rule of new Set([policies[random(5)]!.rule, policies[random(5)]!.rule])) {
          const series = { rule, subject, policy: inForce.get(rule)!, deeds: [], paused: false, over: false };
          all.push(series);
          await plan(series, random);
        }
      }
      if (step === 13) {
        await jump((await instant()) + 1_000); // what has begun has begun before the new policy
        const before = inForce.get('duty.answer')!;
        const changed = { ...before, amount: 60, escalation: chain.slice(0, 2) };
        inForce.set('duty.answer', changed);
        await one.rows(
          `insert into clock_policy (id, rule, policy_version, title, source, amount, unit, escalation, valid_from, published_at, published_by)
           values (?, 'duty.answer', 2, '答复', '试', 60, 'WORKING_MINUTES', ?, (app_now() at time zone 'Asia/Shanghai')::date, app_now(), '领导')`,
          [newId(), JSON.stringify(changed.escalation)],
        );
        // What runs is moved, and cases that run begin something else: all under the version from before.
        for (const series of all.slice(-8)) {
          if (!series.over) await plan(series, random);
          if (all.some(({ rule, subject }) => rule === 'duty.answer' && subject === series.subject)) continue;
          const late = { ...series, rule: 'duty.answer', policy: before, deeds: [], paused: false, over: false };
          all.push(late);
          await plan(late, random);
        }
      }
      // Hours and days later people act on what is young, and on what is old.
      for (const hours of [3, 20, 70]) {
        await jump((await instant()) + (1 + random(hours * 60)) * 60_000);
        await drained();
        for (let n = 0; n < 6; n += 1) await disturb(all[all.length - 1 - random(Math.min(all.length, 12))]!, random);
        await disturb(all[random(all.length)]!, random);
      }
    }
    await jump(startOfDay('2026-02-10').getTime());
    await drained();
    const stop = startOfDay('2026-02-10').getTime();
    const expected = all.flatMap(({ rule, subject, policy, deeds }) =>
      firings(policy, deeds, officialWorkdays(), stop).map(
        ({ level, at: due }) => `${rule} ${subject.id} ${level} ${new Date(due).toISOString()}`,
      ),
    );
    const acted = await one.rows<{
      rule: string;
      subject_id: string;
      level: number;
      due_at: string;
      at: string;
      told: string;
    }>('select * from act');
    expect(
      acted
        .map((each) => `${each.rule} ${each.subject_id} ${each.level} ${new Date(each.due_at).toISOString()}`)
        .sort(),
    ).toEqual(expected.sort());
    expect(acted.filter(({ at: when, due_at }) => new Date(when) < new Date(due_at))).toEqual([]);
    expect(acted.filter(({ level, told }) => (level === 0) !== (told === null))).toEqual([]);
    expect(expected.length).toBeGreaterThan(200);
    expect(all.flatMap(({ deeds }) => deeds.filter(({ what }) => what === 'resume')).length).toBeGreaterThan(40);
  }, 600_000);

  let calendarNow = officialWorkdays();
  async function changeDays(days: string): Promise<void> {
    await currentWork().em.execute('update business_calendar set days = ?', [days]);
    await replan(`p.calendar = ? and (p.unit like 'WORKING%' or p.escalation::text like '%WORKING%')`, ['OFFICE']);
  }

  /** The first plan of a series, or a move. */
  async function plan(series: Series, random: (below: number) => number): Promise<void> {
    let from = 0;
    const when = await at(async () => {
      const day = new Date(now().getTime() + random(40) * 86_400_000);
      from = series.rule === 'duty.answer' ? now().getTime() : startOfDay(dayOf(day)).getTime() + random(86_400) * 1000;
      await planClock(series.rule, series.subject, { from: new Date(from) });
    });
    if (series.deeds.length === 0 && calendarNow.length !== officialWorkdays().length)
      series.deeds.push({ at: when, what: 'calendar', workdays: calendarNow });
    series.deeds.push({ at: when, what: 'plan', from });
  }

  async function disturb(series: Series, random: (below: number) => number): Promise<void> {
    const { rule, subject, deeds } = series;
    if (series.over) return;
    await jump((await instant()) + random(60_000));
    await drained();
    const kind = random(10);
    if (kind < 3) await plan(series, random);
    else if (kind < 8) {
      const isOpen =
        (
          await one.rows(
            `select 1 from clock where rule = ? and subject_id = ? and fired_at is null and due_at > app_now()`,
            [rule, subject.id],
          )
        ).length > 0;
      if (!isOpen && !series.paused) return;
      const what = series.paused ? 'resume' : 'pause';
      const only = { rules: [rule] };
      const when = await at(() =>
        series.paused ? resumeClocks(subject, only) : pauseClocks(subject, { ...only, reason: '等客户答复' }),
      );
      series.paused = !series.paused;
      deeds.push({ at: when, what });
    } else {
      const when = await at(() => (kind === 8 ? cancelClock(rule, subject) : settleClock(rule, subject)));
      series.over = true;
      deeds.push({ at: when, what: kind === 8 ? 'cancel' : 'settle' });
    }
  }

  test('the calendar of the oracle is the official one', () => {
    expect(officialWorkdays().filter((day) => day < dayNo('2025-01-01'))).toHaveLength(251);
  });
});
