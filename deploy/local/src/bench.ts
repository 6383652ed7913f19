import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { databaseUrl } from '@linli/testing/servers';
import { pssMiB } from './bench/cpu.js';
import { eventDelay } from './bench/event-delay.js';
import { barsOf, fillCases, persons, timed } from './bench/cases.js';
import { anyId, fill, partyIds, run } from './bench/fill.js';
import { measureSales, salesFolder, sowSales, type SalesHouse } from './bench/sales.js';
import { fire, median, type Measured, type Shot } from './bench/load.js';
import type { Bench } from './costs/measured.js';
import { devToken } from './rig/dev-token.js';
import { knowsProjects } from './rig/records.js';
import { checkoutRoot, layoutOf, makeFolders, type Layout } from './runner/layout.js';
import { startNode } from './runner/node-program.js';
import { portsFrom } from './runner/ports.js';
import { untilReady } from './runner/readiness.js';
import { screen } from './runner/screen.js';
import { servicesOf } from './runner/services.js';
import { Supervisor } from './runner/supervisor.js';
import { System } from './runner/system.js';

/**
 * `npm run bench`: the built system on temporary databases, measured beside two references in the same rounds.
 * `-- --quick` takes 2 rounds of 3 s; `-- --million` also measures the page among 1,000,000 rows; `-- --cases` measures what the desk
 * asks among 500,000 cases of a year, and nothing else; `-- --sales` what the sales office asks of a large project
 * (`--only=TRAFFIC,port` of it what has one of these in its name); `-- --only='create, caller known'
 * --who=linli` fires at one alone, for a profiler.
 */
const quick = process.argv.includes('--quick');
const rounds = quick ? 2 : 5;
const seconds = quick ? 3 : 10;

const root = checkoutRoot();
const ofSales = process.argv.includes('--sales');
const data = ofSales
  ? await salesFolder(join(layoutOf(root).data, 'bench-sales'), layoutOf(root).bundle('sales-office', 'migrate'))
  : await mkdtemp(join(tmpdir(), 'linli-bench-'));
const layout: Layout = { ...layoutOf(root), data, logs: join(data, 'logs') };
await makeFolders(layout);
const shown = screen();
const pids = new Map<string, number>();
const supervisor = new Supervisor({
  say: (line) => shown.say(line),
  async changed(running) {
    for (const { name, pid } of running) pids.set(name, pid);
  },
});
const port = await portsFrom(4_100)();
const amongCases = process.argv.includes('--cases');
const only = amongCases
  ? ['complaints']
  : ofSales
    ? ['sales-office']
    : (process.env['BENCH_SERVICES']?.split(',') ?? servicesOf(root));
// One person asks all of it.
process.env['REQUESTS_PER_MINUTE'] = '0';
process.env['LOOKUPS_PER_MINUTE'] = '0';
const system = new System(only, layout, shown, supervisor, port, ['track_commit_timestamp=on']);
const pid = (name: string): number => pids.get(name) ?? 0;
const extras: { stop(): Promise<void> }[] = [];
let stopped: Promise<void> | undefined;

async function stop(): Promise<void> {
  for (const running of pids.values()) {
    try {
      process.kill(running, 'SIGCONT');
    } catch {
      // It has ended already.
    }
  }
  for (const extra of extras) await extra.stop();
  await system.stop();
  if (!ofSales) await rm(data, { recursive: true, force: true });
}
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => void (stopped ??= stop().then(() => process.exit(1))));

async function personWith(role: string): Promise<string> {
  const people = (await (await fetch(`${system.addresses.issuer}/dev/people`)).json()) as
    { people?: unknown } | unknown[];
  const list = (Array.isArray(people) ? people : people.people) as {
    id: string;
    roles: string[];
    projects?: string[];
  }[];
  return list.find((person) => person.roles.includes(role) && (person.projects ?? ['*']).includes('*'))?.id ?? '';
}

async function startReference(name: string, env: Record<string, string>): Promise<number> {
  const program = startNode({ name, file: layout.bundle(name), env: { NODE_ENV: 'production', ...env } }, layout);
  extras.push(program);
  return program.pid;
}

const said = {
  projectId: 'p1',
  channel: 'HOTLINE',
  source: 'DIRECT',
  customerKind: 'OWNER',
  room: '3-1-1201',
  category: 'QUALITY',
  urgency: 'NORMAL',
  content: '卫生间渗水,已报修两次',
  dueOn: '2026-12-01',
};
const complaint = () => ({
  ...said,
  customerName: '王芳',
  phone: `138${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`,
});
const plain = () => {
  const { projectId, customerName, phone, category, urgency, content, dueOn } = complaint();
  return { projectId, customerName, phone, category, urgency, content, dueOn };
};

function report(shots: readonly Shot[], results: ReadonlyMap<Shot, Measured[]>): void {
  const of = (shot: Shot, key: Exclude<keyof Measured, 'split'>) =>
    median((results.get(shot) ?? []).map((each) => each[key]));
  const splitOf = (shot: Shot) =>
    Object.keys(shot.pids)
      .map((name) => `${name} ${Math.round(median((results.get(shot) ?? []).map(({ split }) => split[name] ?? 0)))}`)
      .join(', ');
  shown.say('\n| what | who | requests/s | p50 ms | p99 ms | CPU µs/request | failed | CPU µs by process |');
  shown.say('|---|---|---|---|---|---|---|---|');
  for (const shot of shots) {
    const [rate, p50, p99, cpu, failed] = (['perSecond', 'p50', 'p99', 'cpu', 'failed'] as const).map((key) =>
      Math.round(of(shot, key)),
    );
    shown.say(`| ${shot.what} | ${shot.who} | ${rate} | ${p50} | ${p99} | ${cpu} | ${failed} | ${splitOf(shot)} |`);
  }
  shown.say('\n| what | CPU to bare | CPU to floor |');
  shown.say('|---|---|---|');
  for (const shot of shots.filter(({ who }) => who === 'linli')) {
    // `create, …` is compared with the one create of the references.
    const beside = (who: string) => shots.find((each) => each.who === who && each.what === shot.what.split(',')[0]);
    const [bare, floor] = [beside('bare'), beside('floor')];
    if (!bare || !floor) continue;
    const cpu = of(shot, 'cpu');
    shown.say(`| ${shot.what} | ${(cpu / of(bare, 'cpu')).toFixed(2)} | ${(cpu / of(floor, 'cpu')).toFixed(2)} |`);
  }
}

try {
  const began = performance.now();
  await system.start();
  const readyAt = performance.now();
  shown.say(
    `ready after ${((performance.now() - began) / 1_000).toFixed(1)} s (servers, databases and migrations from nothing)`,
  );
  if (ofSales) {
    await benchSales();
    await (stopped ??= stop());
    process.exit();
  }
  const complaints = databaseUrl(system.addresses.postgres, 'complaints');
  await knowsProjects(system.addresses.postgres, said.projectId);
  if (amongCases) {
    await measureCases(complaints);
    await (stopped ??= stop());
    process.exit();
  }
  const infoSharing = databaseUrl(system.addresses.postgres, 'info_sharing');
  await run(system.addresses.postgres, ['create database bench_plain']);
  const plainUrl = databaseUrl(system.addresses.postgres, 'bench_plain');
  await shown.step('100,000 rows', () => fill(complaints, plainUrl, 0, 100_000));
  const free = portsFrom(port + 50);
  const [floorPort, barePort] = [await free(), await free()];
  const floor = await startReference('bench-floor', { PORT: String(floorPort), DATABASE_URL: plainUrl });
  const bareService = await startReference('bench-bare-service', {
    DATABASE_URL: plainUrl,
    NATS_URL: system.addresses.nats,
  });
  const bareGateway = await startReference('bench-bare-gateway', {
    PORT: String(barePort),
    NATS_URL: system.addresses.nats,
  });
  const id = await anyId(complaints);
  const callers = await partyIds(complaints);
  const ofKnown = () => ({ ...said, partyId: callers[Math.floor(Math.random() * callers.length)] });
  const [floorUrl, bareUrl, ours] = [
    `http://127.0.0.1:${floorPort}`,
    `http://127.0.0.1:${barePort}`,
    system.addresses.gateway,
  ];
  await untilReady(
    [floorUrl, bareUrl].map((url) => ({ name: url, url: `${url}/complaints/${id}` })),
    { withinMs: 20_000, hopeless: () => undefined },
  );
  const token = await devToken(system.addresses.issuer, await personWith('COMPLAINT_HANDLER'));
  const common = { postgres: pid('postgres'), nats: pid('nats') };
  const all = Object.fromEntries([...only, 'gateway', 'postgres', 'nats'].map((name) => [name, pid(name)]));
  const linli = { who: 'linli', token, pids: { ...common, gateway: pid('gateway'), complaints: pid('complaints') } };
  const bare = { who: 'bare', pids: { ...common, gateway: bareGateway, service: bareService } };
  const ground = { who: 'floor', pids: { postgres: pid('postgres'), floor } };
  const page = '/complaints?projectId=p1&state=REGISTERED&limit=50';
  const shots: Shot[] = [
    { what: 'create, caller known', ...linli, url: `${ours}/complaints`, method: 'POST', body: ofKnown },
    { what: 'create, new caller', ...linli, url: `${ours}/complaints`, method: 'POST', body: complaint },
    { what: 'create', ...bare, url: `${bareUrl}/complaints`, method: 'POST', body: plain },
    { what: 'create', ...ground, url: `${floorUrl}/complaints`, method: 'POST', body: plain },
    { what: 'read', ...linli, url: `${ours}/complaints/${id}`, method: 'GET' },
    { what: 'read', ...bare, url: `${bareUrl}/complaints/${id}`, method: 'GET' },
    { what: 'read', ...ground, url: `${floorUrl}/complaints/${id}`, method: 'GET' },
    { what: 'page of 50', ...linli, url: `${ours}${page}`, method: 'GET' },
    { what: 'page of 50', ...bare, url: `${bareUrl}${page}`, method: 'GET' },
    { what: 'page of 50', ...ground, url: `${floorUrl}${page}`, method: 'GET' },
  ];
  const chosen = process.argv.find((word) => word.startsWith('--only='))?.slice('--only='.length);
  const whom = process.argv.find((word) => word.startsWith('--who='))?.slice('--who='.length);
  const isChosen = ({ what, who }: Shot) =>
    (!chosen || what === chosen || what.split(',')[0] === chosen) && (!whom || who === whom);
  shots.splice(0, shots.length, ...shots.filter(isChosen));
  const post = async (key: string, body = complaint()): Promise<void> => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'idempotency-key': key };
    await fetch(`${ours}/complaints`, { method: 'POST', headers, body: JSON.stringify(body) });
  };
  const results = new Map<Shot, Measured[]>();
  const rest = only.filter((name) => name !== 'complaints');
  if (chosen === undefined && rest.length > 0) {
    await rested(60_000 - (performance.now() - readyAt));
    shown.say('\n| memory a minute after ready | PSS MiB |\n|---|---|');
    for (const name of [...only, 'gateway']) shown.say(`| ${name} | ${pssMiB(pid(name)).toFixed(0)} |`);
    const view = await customerView(ours, token, post);
    await measure([{ what: 'customer view', who: 'linli', token, pids: all, url: view, method: 'GET' }], results);
    const steady = {
      producer: complaints,
      consumer: infoSharing,
      perSecond: 50,
      warmUpSeconds: quick ? 3 : 10,
      seconds: quick ? 5 : 20,
    };
    const delay = await eventDelay({ post, ...steady });
    const [p50, p99] = [delay.p50.toFixed(1), delay.p99.toFixed(1)];
    shown.say(`event delay at 50/s: p50 ${p50} ms, p99 ${p99} ms (${delay.events} events)`);
  }
  // The other departments stand still, so that what they make of the news is not counted as the request's own cost.
  for (const name of rest) process.kill(pid(name), 'SIGSTOP');
  await measure(shots, results);
  report([...results.keys()], results);
  if (chosen === undefined && whom === undefined && rest.length > 0) await keep(results);
  if (process.argv.includes('--million')) {
    await shown.step('1,000,000 rows', () => fill(complaints, plainUrl, 100_000, 1_000_000));
    const shot = shots.find(({ what, who }) => what === 'page of 50' && who === 'linli')!;
    await fire(shot, 2);
    const measured: Measured[] = [];
    for (let round = 0; round < rounds; round++) measured.push(await fire(shot, seconds));
    shown.say(
      `page of 50 among 1,000,000 rows: CPU ${Math.round(median(measured.map(({ cpu }) => cpu)))} µs, p50 ${median(measured.map(({ p50 }) => p50))} ms`,
    );
  }
} catch (error) {
  shown.say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
} finally {
  await (stopped ??= stop());
}
process.exit();

/** The last whole table, for `npm run costs`. */
async function keep(results: ReadonlyMap<Shot, Measured[]>): Promise<void> {
  const lines = [...results].map(([{ what, who, pids: counted }, rows]) => ({
    ...{ what, who, perSecond: Math.round(median(rows.map(({ perSecond }) => perSecond))) },
    cpu: Math.round(median(rows.map(({ cpu }) => cpu))),
    split: Object.fromEntries(
      Object.keys(counted).map((name) => [name, Math.round(median(rows.map(({ split }) => split[name] ?? 0)))]),
    ),
  }));
  const bench: Bench = { on: new Date().toISOString().slice(0, 10), cores: availableParallelism(), lines };
  const file = join(layoutOf(root).data, 'bench.json');
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(bench, null, 2)}\n`);
}

/** What the sales office asks of a project with three years of work. */
async function benchSales(): Promise<void> {
  const house: SalesHouse = {
    postgres: system.addresses.postgres,
    gateway: system.addresses.gateway,
    folder: data,
    migrations: layout.bundle('sales-office', 'migrate'),
    pids: () => Object.fromEntries(['sales-office', 'gateway', 'postgres', 'nats'].map((name) => [name, pid(name)])),
    tokenOf: (person) => devToken(system.addresses.issuer, person),
    ready: () => untilReady(system.health(), { withinMs: 60_000, hopeless: () => undefined }),
    say: (line) => shown.say(line),
  };
  await shown.step('a large project', () => sowSales(house));
  const chosen = process.argv.find((word) => word.startsWith('--only='))?.slice('--only='.length);
  if ((await measureSales(house, chosen)).length > 0) process.exitCode = 1;
}

/** What the desk asks, one question after the other, among the cases of a year. */
async function measureCases(complaints: string): Promise<void> {
  const token = await devToken(system.addresses.issuer, await personWith('CS_SUPERVISOR'));
  const clerk = await devToken(system.addresses.issuer, await personWith('COMPLAINT_HANDLER'));
  for (const [n, person] of persons().entries()) {
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${clerk}`,
      'idempotency-key': `person-${n}`,
    };
    await fetch(`${system.addresses.gateway}/complaints`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ ...said, ...person }),
    });
  }
  const caseId = await shown.step('500,000 cases', () => fillCases(complaints));
  shown.say('\n| among 500,000 cases | p50 ms | worst ms | at most |\n|---|---|---|---|');
  for (const { what, path, most } of barsOf(caseId)) {
    const { p50, worst } = await timed(`${system.addresses.gateway}${path}`, token);
    shown.say(`| ${what} | ${p50.toFixed(1)} | ${worst.toFixed(1)} | ${most} |`);
    if (p50 > most) process.exitCode = 1;
  }
}

/** Fires at each in turn, round after round, after a warm-up. */
async function measure(targets: readonly Shot[], results: Map<Shot, Measured[]>): Promise<void> {
  for (const shot of targets) await fire(shot, quick ? 1 : 3);
  for (let round = 1; round <= rounds; round++) {
    shown.say(`${targets.map(({ what }) => what)[0]} …: round ${round} of ${rounds}`);
    for (const shot of targets) results.set(shot, [...(results.get(shot) ?? []), await fire(shot, seconds)]);
  }
}

/** The address of the composed view of a customer whom info-sharing has just come to know. */
async function customerView(
  gateway: string,
  token: string,
  post: (key: string, body: ReturnType<typeof complaint>) => Promise<void>,
): Promise<string> {
  const body = complaint();
  await post('bench-customer-of-the-view', body);
  for (let tries = 0; tries < 100; tries++) {
    const found = await fetch(`${gateway}/customers?phone=${body.phone}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { items } = (await found.json()) as { items: { id: string }[] };
    if (items[0]) return `${gateway}/customers/${items[0].id}/life`;
    await rested(100);
  }
  throw new Error('info-sharing did not come to know the customer of the bench');
}

async function rested(ms: number): Promise<void> {
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}
