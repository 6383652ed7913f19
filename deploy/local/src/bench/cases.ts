import { performance } from 'node:perf_hooks';
import { idAt, run } from './fill.js';
import { median } from './load.js';

/** So many cases of one year, of which so many are open; the newest are. */
const CASES = 500_000;
const OPEN = 500;
const PERSONS = 400;
const TIMES = 40;

const stages = ['REGISTERED', 'INVESTIGATED', 'PLANNED', 'APPROVAL', 'NEGOTIATING', 'EXECUTING', 'EXECUTED', 'CHECKED'];
const surnames = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗';
const given = [
  '芳',
  '伟',
  '小明',
  '丽华',
  '建国',
  '婷',
  '志强',
  '秀英',
  '磊',
  '雪梅',
  '浩然',
  '敏',
  '俊',
  '玉兰',
  '涛',
];

/** Different names, each with a phone of its own: their search words are what the service itself made of them. */
export const persons = (): { customerName: string; phone: string }[] =>
  Array.from({ length: PERSONS }, (_, n) => ({
    customerName: `${surnames[n % surnames.length]}${given[Math.floor(n / surnames.length) % given.length]}`,
    phone: `138${String(10_000_000 + n * 7_919).padStart(8, '0')}`,
  }));

/**
 * Fills a database, in which the persons above complain already, up to the cases of one year with their stages and clocks, and gives one
 * open case sixty entries. Answers its id.
 */
export async function fillCases(databaseUrl: string, cases = CASES): Promise<string> {
  const state = `case when n > ${cases - OPEN} then (array['REGISTERED', 'INVESTIGATED', 'PLANNED', 'EXECUTING'])[1 + n % 4] else 'CLOSED' end`;
  const received = `(now() - (${cases} - n) * interval '63 s')`;
  await run(databaseUrl, [
    `create temp table seen as select row_number() over (order by id) - 1 as nr, * from party`,
    `insert into party (id, name_sealed, name_masked, name_index, phone_sealed, phone_masked, phone_index, phone_tail_index, registered_at, tokens)
     select ${idAt('n', 'p')}, s.name_sealed, s.name_masked, s.name_index, s.phone_sealed, s.phone_masked, s.phone_index, s.phone_tail_index, now(), s.tokens
     from generate_series(1, ${cases}) n join seen s on s.nr = n % (select count(*) from seen)`,
    `set session_replication_role = replica`,
    `insert into complaint (id, form_no, project_id, state, received_at, received_by, channel, source, party_id, customer_kind, room, category, urgency, content,
       due_on, card, kind, acknowledged, answered)
     select ${idAt('n')}, 'BENCH-' || n, 'p' || n % 10, ${state}, ${received}, '投诉专人', 'HOTLINE', 'DIRECT', ${idAt('n', 'p')}, 'OWNER',
       n % 9 || '-1-' || 100 + n % 900, 'QUALITY', 'NORMAL', '卫生间渗水,已报修两次', '2026-12-01',
       json_build_object('id', ${idAt('n')}, 'formNo', 'BENCH-' || n, 'projectId', 'p' || n % 10, 'receivedAt', '2026-11-01T08:00:00.000Z', 'receivedBy', '投诉专人',
         'channel', 'HOTLINE', 'source', 'DIRECT', 'partyId', ${idAt('n', 'p')}, 'customerName', '王*', 'phone', '138****1234', 'customerKind', 'OWNER',
         'room', n % 9 || '-1-' || 100 + n % 900, 'category', 'QUALITY', 'urgency', 'NORMAL', 'content', '卫生间渗水,已报修两次', 'dueOn', '2026-12-01')::text,
       (array['COMPLAINT', 'REPAIR', 'SUGGESTION', 'OBJECTION'])[1 + n % 4], true, true
     from generate_series(1, ${cases}) n`,
    `insert into case_fact (complaint_id, form_no, project_id, state, kind, received_at, received_on, ended_at, due_on, category, urgency, channel, source,
       customer_kind, building, satisfaction, reopened, late, minutes)
     select c.id, c.form_no, c.project_id, c.state, c.kind, c.received_at, c.received_at::date, case when c.is_open then null else c.received_at + interval '6 days' end,
       c.due_on, c.category, c.urgency, c.channel, c.source, c.customer_kind, split_part(c.room, '-', 1), case when c.is_open then null else 'SATISFIED' end, 0,
       case when c.is_open then null else hashtext(c.form_no) % 7 = 0 end, case when c.is_open then null else report_minutes(interval '6 days') end
     from complaint c where c.form_no like 'BENCH-%'`,
    `insert into case_stage (complaint_id, place, project_id, received_on, stage, entered_at, left_at, minutes_to, minutes_in, minutes_left)
     select c.id, s.place, c.project_id, c.received_at::date, s.stage, c.received_at + s.place * interval '15 h', c.received_at + (s.place + 1) * interval '15 h',
       report_minutes((s.place * 900 + abs(hashtext(c.form_no || s.place)) % 700) * interval '1 minute'),
       report_minutes((900 + abs(hashtext(s.place || c.form_no)) % 700) * interval '1 minute'),
       report_minutes(((8 - s.place) * 900 + abs(hashtext(c.form_no)) % 700) * interval '1 minute')
     from complaint c cross join unnest(array['${stages.join("', '")}']) with ordinality s(stage, place) where c.form_no like 'BENCH-%' and not c.is_open`,
    `insert into case_stage (complaint_id, place, project_id, received_on, stage, entered_at, minutes_to)
     select id, 1, project_id, received_at::date, state, received_at, 0 from complaint where form_no like 'BENCH-%' and is_open`,
    `insert into clock (id, rule, subject_id, cycle, due_at, from_at, payload, policy_version, case_since, project_id, settled_at, fired_at)
     select gen_random_uuid(), lower(c.kind) || d.duty, c.id, '1', c.received_at + d.due, c.received_at, '{}', 1, c.received_at, c.project_id,
       case when not c.is_open then c.received_at + d.due * (case when hashtext(c.form_no) % 7 = 0 then 2 else 0.5 end) end,
       case when hashtext(c.form_no) % 7 = 0 then c.received_at + d.due end
     from complaint c cross join (values ('.acknowledge', interval '2 hours'), ('.first-answer', interval '1 day'), ('.resolve', interval '14 days')) d(duty, due)
     where c.form_no like 'BENCH-%' and (not c.is_open or c.received_at + d.due > now())`,
    `set session_replication_role = origin`,
    `select recount_stages()`,
    `select recount_clocks()`,
    ...['party', 'complaint', 'case_fact', 'case_stage', 'clock', 'stage_tally', 'clock_day'].map(
      (table) => `vacuum analyze ${table}`,
    ),
  ]);
  const entry = (many: number, of: string) => `(select jsonb_agg(${of}) from generate_series(1, ${many}) n)`;
  const [made] = await run(databaseUrl, [
    `update complaint set handling = jsonb_build_object(
       'answers', ${entry(20, `jsonb_build_object('at', '2026-11-01T08:00:00Z', 'by', '投诉专人', 'content', repeat('已安排师傅上门查看。', 10))`)},
       'assignments', ${entry(20, `jsonb_build_object('assigneeId', 'a' || n, 'assignee', '李雷', 'reason', '调班', 'by', '主管', 'at', '2026-11-01T08:00:00Z')`)},
       'visits', ${entry(20, `jsonb_build_object('from', '2026-11-01T08:00:00Z', 'until', '2026-11-01T09:00:00Z', 'bookedBy', '投诉专人', 'bookedAt', '2026-11-01T08:00:00Z')`)})
     where id = (select id from complaint where is_open and form_no like 'BENCH-%' limit 1) returning id::text as id`,
  ]);
  return (made as { id: string }).id;
}

/** What the bars are about: the address and how many milliseconds it may take. */
export function barsOf(
  caseId: string,
): readonly { readonly what: string; readonly path: string; readonly most: number }[] {
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  const sought = (typed: string) => `/complaints?limit=50&person=${encodeURIComponent(typed)}`;
  return [
    { what: 'work list', path: '/complaints?open=true&limit=50', most: 30 },
    { what: 'work list of a project', path: '/complaints?open=true&projectId=p3&limit=50', most: 30 },
    { what: 'by the last digits of a phone', path: sought(persons()[37]!.phone.slice(-4)), most: 30 },
    { what: 'by pinyin', path: sought('wangfang'), most: 30 },
    { what: 'by initials', path: sought('lw'), most: 30 },
    { what: 'by two characters', path: sought('王芳'), most: 30 },
    { what: 'open ones by two characters', path: `${sought('王芳')}&open=true`, most: 30 },
    { what: 'case with 60 entries', path: `/complaints/${caseId}`, most: 30 },
    {
      what: 'similar open cases',
      path: `/quick-entry?projectId=p3&room=3-1-1201&content=${encodeURIComponent('卫生间又渗水了')}`,
      most: 30,
    },
    { what: 'stage report of a year', path: `/complaint-reports/stages?from=${day(365)}&to=${day(0)}`, most: 500 },
    {
      what: 'stage report of 350 odd days',
      path: `/complaint-reports/stages?from=${day(360)}&to=${day(10)}`,
      most: 500,
    },
    ...['CAUSE', 'LIABILITY', 'BUILDING', 'CONTRACTOR', 'SATISFACTION', 'RATING', 'REOPENED', 'LATE', 'DAY'].map(
      (by) => ({
        what: `cases of a year by ${by}`,
        path: `/complaint-reports/breakdown?from=${day(365)}&to=${day(0)}&by=${by}`,
        most: 500,
      }),
    ),
  ];
}

/** The median and the worst of so many questions, one after the other, in milliseconds. Error: one was not answered. */
export async function timed(url: string, token: string): Promise<{ p50: number; worst: number }> {
  const taken: number[] = [];
  for (let n = 0; n < TIMES + 3; n++) {
    const began = performance.now();
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    const body = await response.text();
    if (!response.ok) throw new Error(`${url}: ${response.status} ${body}`);
    if (n >= 3) taken.push(performance.now() - began);
  }
  return { p50: median(taken), worst: Math.max(...taken) };
}
