import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import ExcelJS from 'exceljs';
import { exportsOf, figureKinds, ImportUnits, LogVisit, OpenProject } from '@linli/contracts';
import { Desk } from '@linli/testing/desk';
import { databaseUrl } from '@linli/testing/servers';
import { persons } from './cases.js';
import { cpuSeconds, pssMiB } from './cpu.js';
import { fillSales, LARGE, LARGE_PROJECT, SMALL_PROJECT, sowing } from './fill-sales.js';
import { run } from './fill.js';
import { median } from './load.js';

/** What the bench of sales measures against: where it asks, and whose CPU time counts. */
export interface SalesHouse {
  readonly postgres: string;
  readonly gateway: string;
  /** The program of the migrations: other tables, another template. */
  readonly migrations: string;
  readonly folder: string;
  readonly pids: () => Readonly<Record<string, number>>;
  readonly tokenOf: (person: string) => Promise<string>;
  readonly ready: () => Promise<void>;
  readonly say: (line: string) => void;
}

const [LIST_MS, REPORT_MS, IMPORT_MS, EXPORT_MIB] = [30, 500, 5_000, 60];
const TIMES = 40;
const DATABASE = 'sales_office';
const TEMPLATE = 'sales_office_sown';
const SOWN = 'sown';
const CONSULTANT = 'consultant';
const { StartExport, GetExport } = exportsOf('sales-office');

interface List {
  readonly path: string;
  /** Whose ids the deep page begins amid; none for a list that is short. */
  readonly table?: string;
  readonly filters?: readonly string[];
  readonly persons?: true;
}

const lists: readonly List[] = [
  { path: 'projects' },
  { path: 'units', table: 'unit', filters: ['state=AVAILABLE', 'building=7', 'room=7-1-101'] },
  { path: 'visits', table: 'visit', filters: ['kind=VISIT', 'state=LOGGED', 'on=YESTERDAY', 'state=LOGGED&kind=CALL'], persons: true },
  { path: 'prospects', table: 'prospect', filters: ['state=LOST', 'intentGrade=A', 'consultantId=consultant', 'nextBy=TODAY', 'consultantId=consultant&nextBy=TODAY'], persons: true },
  { path: 'rulings', table: 'ruling', filters: ['outcome=ASSIGNED', 'claimantId=consultant'] },
  { path: 'leads', table: 'lead', filters: ['state=NEW', 'consultantId=consultant', 'nextBy=TODAY'], persons: true },
  { path: 'unit-confirmations', table: 'unit_confirmation', filters: ['state=ISSUED'] },
  { path: 'subscriptions', table: 'subscription', filters: ['state=SIGNED'], persons: true },
  { path: 'contracts', table: 'contract', filters: ['state=FILED', 'paymentMethod=MORTGAGE', 'signedFrom=TODAY', `clause=${encodeURIComponent('家电')}`], persons: true },
  { path: 'contract-obligations', table: 'contract_obligation', filters: ['state=OPEN', 'dueBefore=TODAY'] },
  { path: 'deal-files', table: 'deal_file', filters: ['state=DRAFT', 'tier=A'], persons: true },
  { path: 'signing-checklists', table: 'signing_checklist', filters: ['state=OPEN'] },
  { path: 'care-nodes', table: 'care_node', filters: ['state=DUE', 'kind=CONTRACT_FILED'] },
  { path: 'payment-schemes' },
  { path: 'payment-plans', table: 'payment_plan', filters: ['state=OPEN', 'paymentMethod=MORTGAGE', 'dueBefore=TODAY', 'mortgageStage=APPLIED'] },
  { path: 'payments', table: 'payment', filters: ['state=RECORDED', 'state=REJECTED'] },
  { path: 'payment-reminders', table: 'payment_reminder', filters: ['state=DUE', 'kind=PAYMENT_OVERDUE'] },
  { path: 'payment-deferrals', table: 'payment_deferral', filters: ['state=REQUESTED'] },
  { path: 'sale-changes', table: 'sale_change', filters: ['kind=CANCELLATION', 'state=EXECUTED'] },
  { path: 'refunds', table: 'refund', filters: ['state=TO_PAY'] },
  { path: 'problem-customers', table: 'problem_customer', filters: ['state=REPORTED'], persons: true },
  { path: 'sales-notices', table: 'sales_notice', filters: ['done=false', 'kind=UNIT_SOLD'] },
  { path: 'daily-logs', table: 'daily_log', filters: ['state=HANDED_IN', 'late=true'] },
  { path: 'reception-scores', table: 'reception_score', filters: ['consultantId=consultant'] },
  { path: 'report-duties' },
  { path: 'sales-reports', table: 'sales_report', filters: ['kind=DAILY_SALES', 'state=RETURNED', 'late=true'] },
  { path: 'report-penalties', table: 'report_penalty', filters: ['state=OPEN'] },
  { path: 'sales-analyses', table: 'sales_analysis', filters: ['kind=TRAFFIC'] },
  { path: 'trainings', table: 'training', filters: ['kind=DAILY', 'traineeId=bench-3'] },
  { path: 'sales-collateral' },
  { path: 'own-care-nodes' },
  { path: 'hold-ratios' },
  { path: 'release-batches' },
  { path: 'purchased-units', table: 'unit_confirmation', filters: ['building=7', 'consultantId=consultant'], persons: true },
  { path: 'unsigned-customers', table: 'subscription', filters: ['consultantId=consultant'], persons: true },
]; // prettier-ignore

interface Bar {
  readonly what: string;
  readonly path: string;
  readonly most: number;
  readonly by?: string;
}

const tokens = new Map<string, Promise<string>>();
function tokenFor(house: SalesHouse, person: string): Promise<string> {
  const token = tokens.get(person) ?? house.tokenOf(person);
  tokens.set(person, token);
  return token;
}

/** Keeps the folder of an earlier run whose template is still what would be sown now; otherwise it is begun anew. */
export async function salesFolder(folder: string, migrations: string): Promise<string> {
  if ((await readFile(join(folder, SOWN), 'utf8').catch(() => '')) === (await stampOf(migrations)))
    await rm(join(folder, 'nats'), { recursive: true, force: true });
  else await rm(folder, { recursive: true, force: true });
  return folder;
}

const stampOf = async (migrations: string): Promise<string> =>
  createHash('sha1')
    .update(await readFile(migrations))
    .update(sowing(CONSULTANT).join())
    .digest('hex');

/** The seeded database: sown once and kept as a template, which later runs copy. */
export async function sowSales(house: SalesHouse): Promise<void> {
  const stamp = join(house.folder, SOWN);
  const isKept = await readFile(stamp).then(
    () => true,
    () => false,
  );
  if (isKept) await retried(() => run(house.postgres, [...without(DATABASE), copyOf(TEMPLATE, DATABASE)]));
  else {
    await registerPersons(house);
    await fillSales(databaseUrl(house.postgres, DATABASE), CONSULTANT);
    await retried(() => run(house.postgres, [...apart(DATABASE), ...without(TEMPLATE), copyOf(DATABASE, TEMPLATE)]));
    await run(house.postgres, [`alter database ${DATABASE} allow_connections true`]);
    await writeFile(stamp, await stampOf(house.migrations));
  }
  await house.ready();
}

const without = (database: string) => [`drop database if exists ${database} with (force)`];
const copyOf = (database: string, copy: string) => `create database ${copy} template ${database} owner ${DATABASE} allow_connections true`; // prettier-ignore
const apart = (database: string) => [
  `alter database ${database} allow_connections false`,
  `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}'`,
];

/** Who was just cut off may come back for a moment. */
async function retried(work: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await work();
      return;
    } catch (error) {
      if (tries === 10) throw error;
      await pause(200);
    }
  }
}

/** Their search words are what the service itself made of them. */
async function registerPersons(house: SalesHouse): Promise<void> {
  const projectId = 'bench-persons';
  await desk(house, 'sales-manager').ask(OpenProject, { code: projectId, name: '名册', city: '杭州' });
  for (const person of persons()) await desk(house, 'duty-staff').ask(LogVisit, { projectId, kind: 'CALL', ...person });
}

async function barsOf(house: SalesHouse): Promise<Bar[]> {
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  const dated = (filter: string) => filter.replace('TODAY', day(0)).replace('YESTERDAY', day(1));
  const sought = [persons()[37]!.phone.slice(-4), 'wangfang', 'lw', '王芳'];
  const bars: Bar[] = [];
  for (const { path, table, filters = [], persons: byPerson } of lists) {
    const page = `/${path}?limit=50`;
    const all = `${page}&projectId=${LARGE_PROJECT}`;
    const add = (what: string, whole: string, by?: string) =>
      bars.push({ what: `${path}${what}`, path: whole, most: LIST_MS, ...(by ? { by } : {}) });
    if (!table) {
      add('', `/${path}`);
      continue;
    }
    const [amid] = (await run(databaseUrl(house.postgres, DATABASE), [
      `select id::text as id from ${table} where project_id = '${LARGE_PROJECT}' order by id
       offset (select count(*) / 2 from ${table} where project_id = '${LARGE_PROJECT}') limit 1`,
    ])) as { id: string }[];
    add('', all);
    add(', deep', `${all}&cursor=${Buffer.from(amid!.id).toString('base64url')}`);
    add(', all projects', page);
    add(', small project', `${page}&projectId=${SMALL_PROJECT}`);
    for (const filter of filters) add(`, ${decodeURIComponent(dated(filter))}`, `${all}&${dated(filter)}`);
    for (const typed of byPerson ? sought : []) {
      add(`, person ${typed}`, `${all}&person=${encodeURIComponent(typed)}`);
      add(`, person ${typed}, small project`, `${page}&projectId=${SMALL_PROJECT}&person=${encodeURIComponent(typed)}`);
    }
    if (byPerson && path !== 'visits') {
      add(', own book', page, 'consultant');
      add(', own book, person lw', `${page}&person=lw`, 'consultant');
    }
  }
  const project = `/projects/${LARGE_PROJECT}`;
  bars.push({ what: 'unit board of a building', path: `${project}/board?building=7`, most: LIST_MS });
  for (const kind of figureKinds)
    bars.push({ what: `${kind}, whole project`, path: `${project}/sales-figures?kind=${kind}`, most: REPORT_MS });
  for (const kind of ['DAILY_STATISTICS', 'MONTHLY_SALES', 'PERFORMANCE'])
    bars.push({
      ...{ what: `${kind}, a month`, most: REPORT_MS },
      path: `${project}/sales-figures?kind=${kind}&from=${day(60)}&to=${day(30)}`,
    });
  for (const more of [`reception-sample?on=${day(1)}`, `reception-scorecard?from=${day(365)}&to=${day(0)}`, 'holds'])
    bars.push({ what: more, path: `${project}/${more}`, most: REPORT_MS });
  return bars;
}

/** Lists, boards and reports one after the other, an import and an export. Answers what missed its bar. */
export async function measureSales(house: SalesHouse, only?: string): Promise<string[]> {
  const isChosen = (what: string) => !only || only.split(',').some((word) => what.includes(word));
  const missed: string[] = [];
  const line = (what: string, cells: readonly string[], isMissed: boolean) => {
    house.say(`| ${isMissed ? '**' : ''}${what}${isMissed ? '**' : ''} | ${cells.join(' | ')} |`);
    if (isMissed) missed.push(what);
  };
  const { prospects, units, visits, payments } = LARGE;
  house.say(`\n| among ${visits} entries, ${prospects} prospects, ${units} units, ${payments} payments | p50 ms | worst ms | CPU ms | at most |`); // prettier-ignore
  house.say('|---|---|---|---|---|');
  for (const bar of await barsOf(house)) {
    if (!isChosen(bar.what)) continue;
    const measured = await timed(house, bar).catch((error: Error) => {
      house.say(error.message);
      return undefined;
    });
    if (!measured) {
      missed.push(bar.what);
      continue;
    }
    const { p50, worst, cpu } = measured;
    line(bar.what, [p50.toFixed(1), worst.toFixed(1), cpu.toFixed(1), String(bar.most)], p50 > bar.most);
  }
  for (const dryRun of isChosen('import') ? [true, false] : []) {
    const { ms, cpu, added } = await imported(house, dryRun);
    line(`import of ${added} units${dryRun ? ', dry run' : ''}`, [ms.toFixed(0), '', cpu.toFixed(0), String(IMPORT_MS)], ms > IMPORT_MS); // prettier-ignore
  }
  if (!isChosen('export')) return missed;
  const { rows, ms, cpu, rest, peak } = await exported(house);
  line(`export of ${rows} rows`, [ms.toFixed(0), '', cpu.toFixed(0), ''], false);
  house.say(`\nmemory of sales-office: ${rest.toFixed(0)} MiB at rest, ${peak.toFixed(0)} MiB at the peak of the export, ${(peak - rest).toFixed(0)} MiB more (at most ${EXPORT_MIB})`); // prettier-ignore
  if (peak - rest > EXPORT_MIB) missed.push('memory of the export');
  return missed;
}

const cpuMs = (house: SalesHouse): number => cpuSeconds(Object.values(house.pids())) * 1_000;

async function timed(
  house: SalesHouse,
  { path, by = 'sales-manager' }: Bar,
): Promise<{ p50: number; worst: number; cpu: number }> {
  // prettier-ignore
  const headers = { authorization: `Bearer ${await tokenFor(house, by)}` };
  const taken: number[] = [];
  let cpu = 0;
  for (let n = 0; n < TIMES + 3; n++) {
    if (n === 3) cpu = cpuMs(house);
    const began = performance.now();
    const response = await fetch(`${house.gateway}${path}`, { headers });
    const body = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${body}`);
    if (n >= 3) taken.push(performance.now() - began);
  }
  return { p50: median(taken), worst: Math.max(...taken), cpu: (cpuMs(house) - cpu) / TIMES };
}

const desk = (house: SalesHouse, person: string): Desk =>
  new Desk({ gateway: house.gateway, token: () => tokenFor(house, person), patienceMs: 60_000 });

async function imported(house: SalesHouse, dryRun: boolean): Promise<{ ms: number; cpu: number; added: number }> {
  const projectId = `bench-import-${dryRun ? 'dry' : 'real'}`;
  await desk(house, 'sales-manager').ask(OpenProject, { code: projectId, name: '导入', city: '杭州' });
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('房源表');
  sheet.addRow(['楼栋', '单元', '楼层', '房号', '户型', '建筑面积', '总价']);
  for (let n = 0; n < LARGE.units; n++) {
    const floor = 1 + (Math.floor(n / 4) % 25);
    sheet.addRow([`${1 + Math.floor(n / 100)}栋`, '1单元', floor, `${floor}0${1 + (n % 4)}`, '三室', 89.5 + n / 100, 1_000_000 + n]); // prettier-ignore
  }
  const fileId = await desk(house, 'inventory-controller').upload('房源表.xlsx', new Uint8Array(await book.xlsx.writeBuffer())); // prettier-ignore
  const [cpu, began] = [cpuMs(house), performance.now()];
  const { added } = await desk(house, 'inventory-controller').ask(ImportUnits, { projectId, fileId, dryRun });
  return { ms: performance.now() - began, cpu: cpuMs(house) - cpu, added };
}

async function exported(
  house: SalesHouse,
): Promise<{ rows: number; ms: number; cpu: number; rest: number; peak: number }> {
  // prettier-ignore
  const pid = house.pids()['sales-office'] ?? 0;
  await pause(5_000);
  const rest = pssMiB(pid);
  let peak = rest;
  const watch = setInterval(() => (peak = Math.max(peak, pssMiB(pid))), 50);
  try {
    const [cpu, began] = [cpuMs(house), performance.now()];
    // A third of the entries are visits.
    const filters = [
      { name: 'projectId', value: LARGE_PROJECT },
      { name: 'kind', value: 'VISIT' },
    ];
    const manager = desk(house, 'sales-manager');
    let view = await manager.ask(StartExport, { paper: 'visit-register', format: 'XLSX', filters });
    while (view.state === 'WAITING' || view.state === 'RUNNING') {
      await pause(200);
      view = await manager.ask(GetExport, { exportId: view.id });
    }
    if (view.state !== 'DONE') throw new Error(`The export ended ${view.state}: ${view.problem}`);
    return { rows: view.rows, ms: performance.now() - began, cpu: cpuMs(house) - cpu, rest, peak };
  } finally {
    clearInterval(watch);
  }
}
