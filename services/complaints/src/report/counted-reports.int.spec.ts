import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  caseKinds,
  complaintStates,
  GetCaseBreakdown,
  GetStageReport,
  RegisterComplaint,
  type StageReportView,
} from '@linli/contracts';
import { plusDays } from '@linli/kernel';
import { colleague, ServiceUnderTest, type Person } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { complaints } from '../service.js';
import { StageFolder } from './stage-folder.js';

const handler = colleague('COMPLAINT_HANDLER');
const lead = { ...colleague('CS_SUPERVISOR'), projects: ['*'] };
const projects = ['p0', 'p1', 'p2', 'p3'];
const SEED = Number(process.env['REPORT_SEED'] ?? 20_261_201);

/** A small generator of numbers with a seed, so that a failure can be run again. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

// What the reports say, told by the rows themselves, with the medians of PostgreSQL and without any tally.
const inScope = (day: string) => `${day} between ?::date and ?::date and project_id = any(?)`;
const atMedian = (
  column: string,
  name: string,
) => `percentile_disc(0.5) within group (order by ${column}) as "${name}Median",
  percentile_disc(0.9) within group (order by ${column}) as "${name}Ninety"`;
const STAGES = `select stage, count(*)::int as entered, ${atMedian('minutes_to', 'to')}, ${atMedian('minutes_in', 'in')}, ${atMedian('minutes_left', 'left')}
  from case_stage where ${inScope('received_on')} group by stage`;
const TOTALS = `select count(*)::int as received, count(minutes)::int as ended, count(*) filter (where late = false)::int as "inTime",
  count(*) filter (where late)::int as late, count(*) filter (where reopened > 0)::int as "reopenedCases", coalesce(sum(reopened), 0)::int as reopenings
  from case_fact where ${inScope('received_on')}`;
const CLOCKS = `select rule, count(*) filter (where settled_at <= due_at)::int as kept,
  count(*) filter (where settled_at > due_at or (settled_at is null and fired_at is not null))::int as broken
  from clock where ${inScope(`(due_at at time zone 'Asia/Shanghai')::date`)} and level = 0 and cancelled_at is null and due_at < app_now()
    and (settled_at is not null or fired_at is not null) and rule like any(array['complaint.%', 'repair.%', 'suggestion.%', 'objection.%'])
  group by rule order by rule`;

describe('Reports that are counted beforehand', () => {
  let dept: ServiceUnderTest;
  let folder: StageFolder;
  let model: string;
  const random = numbers(SEED);
  let moment = 0;
  const begin = Date.parse('2025-10-20T01:00:00Z');
  const STEPS = 90;
  const lastDay = '2026-11-30';

  beforeAll(async () => {
    dept = await ServiceUnderTest.start(AppModule, complaints);
    await dept.knows(...projects);
    // Folded here when it suits, not when its time has come.
    await dept.service.app.get(StageFolder).onModuleDestroy();
    folder = new StageFolder(dept.service.orm.em);
    await itIs(begin);
    const form = { projectId: 'p0', customerName: '王芳', phone: '13800001234', content: '渗水', dueOn: '2026-12-01' };
    ({ id: model } = await dept.ask(handler, RegisterComplaint, form));
    const end = Date.parse(`${lastDay}T13:00:00Z`);
    for (let step = 1; step <= STEPS; step++) {
      await itIs(begin + ((end - begin) / STEPS) * step + random(3_600_000) * (step === STEPS ? 0 : 1));
      await live();
      // Some of it is folded now, some later, some not at all.
      if (step < STEPS && random(3) === 0) await folder.fold();
    }
  }, 120_000);
  afterAll(() => dept.stop());

  const itIs = (instant: number) =>
    dept.rows('update app_clock set ahead = ?::timestamptz - clock_timestamp()', [new Date(instant).toISOString()]);
  const pick = <V>(of: readonly V[]): V => of[random(of.length)]!;

  /** One moment of the department: cases come in, move on, end, are opened again; clocks are kept, broken, moved and called off. */
  async function live(): Promise<void> {
    await dept.rows(
      `insert into complaint (id, form_no, project_id, kind, state, received_at, received_by, channel, source, party_id, customer_kind, category, urgency,
         content, due_on, card, room)
       select gen_random_uuid(), 'R-' || ? || '-' || lpad(generate_series::text, 2, '0'), ?, ?, 'REGISTERED', app_now(), received_by, channel, source, party_id, customer_kind, category,
         ?, content, (app_now() + interval '20 days')::date, card, ? from complaint, generate_series(1, ?) where id = ?`,
      [
        String(1_000 + moment++),
        pick(projects),
        pick(caseKinds),
        pick(['NORMAL', 'URGENT']),
        `${random(4)}-1-101`,
        1 + random(4),
        model,
      ],
    );
    const all = await dept.rows<{ id: string; state: string }>(
      `select id, state from complaint where id <> ? order by form_no`,
      [model],
    );
    for (let n = 0; n < 12; n++) {
      const { id, state } = pick(all);
      const next = state === 'CLOSED' ? 'REGISTERED' : random(4) === 0 ? 'CLOSED' : pick(complaintStates);
      await dept.rows(
        `update complaint set state = ?, reopened = reopened + ?, handling = jsonb_build_object('feedback', jsonb_build_object('satisfaction', ?::text)) where id = ?`,
        [next, state === 'CLOSED' ? 1 : 0, pick(['SATISFIED', 'DISSATISFIED', null]), id],
      );
    }
    const [clock] = await dept.rows<{ id: string }>(
      `insert into clock (id, rule, subject_id, cycle, due_at, project_id, paused_at) values (gen_random_uuid(), ?, gen_random_uuid(), '1', app_now() + ?::interval, ?, app_now()) returning id`,
      [
        `${pick(caseKinds).toLowerCase()}.${pick(['acknowledge', 'resolve'])}`,
        `${random(200) - 100} hours`,
        pick(projects),
      ],
    );
    const deeds = [
      'settled_at = app_now()',
      'fired_at = app_now()',
      'cancelled_at = app_now()',
      `due_at = due_at + interval '30 hours'`,
    ];
    for (let n = random(3); n >= 0; n--) await dept.rows(`update clock set ${pick(deeds)} where id = ?`, [clock!.id]);
  }

  const withoutNull = (row: object) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
  const told = async (from: string, to: string, among: readonly string[]) => {
    const scope = [from, to, `{${among.join(',')}}`];
    const [stages, [totals], clocks] = await Promise.all([
      dept.rows<{ stage: string }>(STAGES, scope),
      dept.rows(TOTALS, scope),
      dept.rows(CLOCKS, scope),
    ]);
    return { stages: new Map(stages.map((row) => [row.stage, withoutNull(row)])), totals, clocks };
  };
  const same = async (report: StageReportView, from: string, to: string, among: readonly string[]) => {
    const { stages, totals, clocks } = await told(from, to, among);
    expect(report).toMatchObject(totals!);
    expect(report.clocks.map(({ rule, kept, broken }) => ({ rule, kept, broken }))).toEqual(clocks);
    const counted = report.stages.filter(({ entered }) => entered > 0).map(({ open: _open, ...times }) => times);
    expect(new Map(counted.map((row) => [row.stage, row]))).toEqual(stages);
    return counted.length;
  };

  test('say what the rows say, for any period and any projects, whatever has been folded and what not [REQ-169]', async () => {
    const [{ left }] = (await dept.rows<{ left: number }>('select count(*)::int as left from stage_change')) as [
      { left: number },
    ];
    let lines = 0;
    for (let n = 0; n < 60; n++) {
      const from = plusDays('2025-10-20', random(400));
      const longest = plusDays(from, 365);
      const to = [plusDays(from, random(20)), plusDays(from, random(365)), lastDay, longest][n % 4]!;
      if (to < from || to > longest) continue;
      const some = projects.filter(() => random(2) === 0);
      const asked = { from, to };
      const who: [Person, object, string[]][] = [
        [lead, asked, [...projects]],
        [{ ...lead, projects: some }, asked, some],
        [lead, { ...asked, projectId: projects[n % 4] }, [projects[n % 4]!]],
      ];
      for (const [person, question, among] of who)
        lines += await same(await dept.ask(person, GetStageReport, question), from, to, among);
      if (n === 30) await folder.fold();
    }
    expect(lines).toBeGreaterThan(300);
    expect(left).toBeGreaterThan(0);
  }, 120_000);

  test('are the same when everything is counted anew', async () => {
    await folder.fold();
    const tallies = async () => [
      await dept.rows('select * from stage_tally where many <> 0 order by 1, 2, 3, 4, 5, 6'),
      await dept.rows('select * from clock_day where kept <> 0 or broken <> 0 order by 1, 2, 3'),
    ];
    const kept = await tallies();
    await dept.rows('select recount_stages(), recount_clocks()');
    expect(await tallies()).toEqual(kept);
    expect(kept[0]!.length).toBeGreaterThan(500);
  });

  test('count, rate and take the median of each line of a breakdown as the rows do [REQ-169]', async () => {
    for (const [by, column] of [
      ['BUILDING', 'building'],
      ['KIND', 'kind'],
      ['SATISFACTION', 'satisfaction'],
      ['MONTH', `to_char(received_on, 'YYYY-MM')`],
    ] as const) {
      const period = { from: '2025-12-05', to: '2026-11-27' };
      const expected = await dept.rows<{ key: string }>(
        `select coalesce(${column}, '-') as key, count(*)::int as count, count(*) filter (where minutes is null)::int as open,
           count(*) filter (where late or (late is null and due_on < (app_now() at time zone 'Asia/Shanghai')::date))::int as late,
           count(*) filter (where late = false)::int as "inTime", percentile_disc(0.5) within group (order by minutes) as median
         from case_fact where ${inScope('received_on')} group by 1 order by count(*) desc, array[coalesce(${column}, '-')]`,
        [period.from, period.to, `{${projects.join(',')}}`],
      );
      const { lines } = await dept.ask(lead, GetCaseBreakdown, { ...period, by });
      expect(lines).toEqual(expected.map(({ key, ...numbersOf }) => ({ keys: [key], ...withoutNull(numbersOf) })));
      expect(lines.length).toBeGreaterThan(2);
    }
  });

  test('cost nothing when a case is entered: what is noted of it is its two rows', async () => {
    const before = await dept.rows('select count(*)::int as many from stage_change');
    await dept.ask(handler, RegisterComplaint, {
      projectId: 'p0',
      customerName: '李雷',
      phone: '13800005678',
      content: '异响',
    });
    expect(await dept.rows('select count(*)::int as many from stage_change')).toEqual(before);
    expect(await dept.rows('select 1 from clock_change where due_on > ?::date', [lastDay])).toEqual([]);
  });
});
