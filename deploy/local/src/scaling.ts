/**
 * `npm run scaling`: 1, 2 and 4 replicas of a department against three brokers on loopback, and up to two of one that listens to it. Shows that order and exactly-once hold,
 * what a request costs with more replicas, and how soon the work of a killed replica is taken over. Prints a table; exit code 1 when
 * something was lost, doubled or out of order.
 */
import { randomInt, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connectBus, streamOf } from '@linli/bus';
import { DeliverPolicy, jetstream } from '@nats-io/jetstream';
import { startPostgres } from '@linli/testing/servers';
import { cpuSeconds } from './bench/cpu.js';
import { provision } from './broker/provision.js';
import type { Topology } from './broker/topology.js';
import { devToken } from './rig/dev-token.js';
import { knowsProjects, rowsOf } from './rig/records.js';
import { ensureDatabases } from './runner/databases.js';
import { gatewayEnvironment, serviceEnvironment, type Addresses } from './runner/environment.js';
import { checkoutRoot, layoutOf, makeFolders } from './runner/layout.js';
import { migrate } from './runner/migrations.js';
import { startNode } from './runner/node-program.js';
import { portsFrom } from './runner/ports.js';
import { untilReady } from './runner/readiness.js';
import { secretsFor } from './runner/secrets.js';
import type { Running } from './runner/supervisor.js';
import { many, steadily } from './scaling/load.js';
import { threeBrokers } from './scaling/three-brokers.js';

const ASKED = 'complaints';
const LISTENING = 'info-sharing';
/** Requests for each replica until its code is compiled and its caches are warm, so many at the same time: what compiling costs is no request's. */
const WARM = { requests: 1_500, atOnce: 16 };
/**
 * The same work for one replica, two and four: requests in a second, and seconds. Well below what two processors can do: beyond that it
 * is the machine's scheduler that is measured.
 */
const RATE = Number(process.env['SCALING_RATE'] ?? 40);
const SECONDS = Number(process.env['SCALING_SECONDS'] ?? 40);
/** How many replicas, one trial each. */
const COUNTS = (process.env['SCALING_REPLICAS'] ?? '1,2,4').split(',').map(Number);
/** One that takes over; more would be as many processes again on the same processors. */
const MOST_LISTENING = 2;
/** Nobody asks for so long before what a replica uses anyway is measured for so long. */
const CALM_MS = 5_000;
const REST_MS = 15_000;
const MIB = 1_024 ** 2;
const topology = JSON.parse(readFileSync('deploy/nats/topology.json', 'utf8')) as Topology;

const data = await mkdtemp(join(tmpdir(), 'linli-scaling-'));
const layout = { ...layoutOf(checkoutRoot()), data, logs: join(data, 'logs') };
await makeFolders(layout);
const next = portsFrom(6_100);
const running: { stop(): Promise<void> }[] = [];
const faults: string[] = [];

const rows = <R extends object>(at: Addresses, service: string, sql: string): Promise<R[]> =>
  rowsOf(at.postgres, service, sql);

interface Replicas {
  readonly all: Running[];
  readonly health: { name: string; url: string }[];
}

async function replicas(
  service: string,
  count: number,
  at: Addresses,
  secrets: Awaited<ReturnType<typeof secretsFor>>,
): Promise<Replicas> {
  const all: Running[] = [];
  const health: Replicas['health'] = [];
  for (let each = 1; each <= count; each++) {
    const port = await next();
    const env = { ...serviceEnvironment(service, at, secrets), HEALTH_PORT: String(port), STREAMS: 'expect' };
    all.push(startNode({ name: `${service}-${each}`, file: layout.bundle(service), env }, layout));
    health.push({ name: `${service}-${each}`, url: `http://127.0.0.1:${port}/health/ready` });
  }
  return { all, health };
}

/** Registers one complaint under a key of its own, as often as it takes. Milliseconds until it was done. */
async function register(at: Addresses, token: string): Promise<number> {
  const began = performance.now();
  const key = randomUUID();
  const body = JSON.stringify({
    ...{ projectId: 'riverside', channel: 'HOTLINE', source: 'DIRECT', customerKind: 'OWNER', room: '3-1-1201' },
    ...{ category: 'QUALITY', customerName: '王芳', phone: `+86 199${randomInt(10_000_000, 99_999_999)}` },
    ...{ urgency: 'URGENT', content: '厨房顶棚渗水', dueOn: new Date().toISOString().slice(0, 10) },
  });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'idempotency-key': key };
  for (;;) {
    const response = await fetch(`${at.gateway}/complaints`, { method: 'POST', headers, body }).catch(() => undefined);
    const text = await response?.text();
    if (response?.ok) return performance.now() - began;
    if (response && ![409, 429, 503, 504].includes(response.status)) throw new Error(`${response.status} ${text}`);
    await pause(response?.status === 429 ? 250 : 20);
  }
}

/** Processor seconds of these in a second in which nobody asks. */
async function cpuAtRest(pids: readonly number[]): Promise<number> {
  const before = cpuSeconds(pids);
  await pause(REST_MS);
  return (cpuSeconds(pids) - before) / (REST_MS / 1_000);
}

/** Seconds until the asked department has published everything, and the listening one has taken it, acted on it and told of it. */
async function settled(at: Addresses): Promise<number> {
  const began = performance.now();
  for (;;) {
    const [{ told, waiting } = { told: 0, waiting: 0 }] = await rows<{ told: number; waiting: number }>(
      at,
      ASKED,
      `select count(*) filter (where aggregate_type = 'party')::int as told, count(*) filter (where published_at is null)::int as waiting from outbox`,
    );
    const [{ taken, undone } = { taken: 0, undone: 0 }] = await rows<{ taken: number; undone: number }>(
      at,
      LISTENING,
      `select (select coalesce(sum(last_seq), 0)::int from inbox_progress where aggregate_type = 'party') as taken,
         ((select count(*) from outbox where published_at is null) + (select count(*) from identification where wanted_at_news > done_at_news))::int as undone`,
    );
    if (taken === told && waiting === 0 && undone === 0) return (performance.now() - began) / 1_000;
    if (taken > told || performance.now() - began > 300_000)
      throw new Error(
        `${told} events were told and ${taken} taken; ${waiting} are not published, ${undone} not acted on`,
      );
    await pause(50);
  }
}

/** Seconds until everything that was told by now is taken and acted on, whoever held it. */
async function takenOver(at: Addresses): Promise<number> {
  const began = performance.now();
  const told = await rows<{ id: string }>(
    at,
    ASKED,
    "select distinct aggregate_id as id from outbox where aggregate_type = 'party'",
  );
  const ids = told.map(({ id }) => `'${id}'`).join(', ');
  const done = `select count(*)::int as done from identification where wanted_at_news <= done_at_news and party_id in (${ids})`;
  for (;;) {
    const [row] = await rows<{ done: number }>(at, LISTENING, done);
    if (row?.done === told.length) return (performance.now() - began) / 1_000;
    if (performance.now() - began > 300_000)
      throw new Error(`${told.length} persons were told and ${row?.done} are identified`);
    await pause(50);
  }
}

/** The ledger: in the stream every history is whole and in order, and every effect is there once. */
async function audit(at: Addresses, registered: number): Promise<number> {
  const [{ complaints, lost } = { complaints: 0, lost: 0 }] = await rows<{ complaints: number; lost: number }>(
    at,
    ASKED,
    'select (select count(*) from complaint)::int as complaints, (select count(*) from outbox where published_at is null)::int as lost',
  );
  if (complaints !== registered) faults.push(`${registered} complaints were registered and ${complaints} are there`);
  if (lost > 0) faults.push(`${lost} events are not published`);
  const [{ parties, known } = { parties: 0, known: 0 }] = await rows<{ parties: number; known: number }>(
    at,
    LISTENING,
    'select count(*)::int as parties, count(distinct party_id)::int as known from identification',
  );
  const [{ told } = { told: 0 }] = await rows<{ told: number }>(
    at,
    ASKED,
    "select count(distinct aggregate_id)::int as told from outbox where aggregate_type = 'party'",
  );
  if (parties !== told || known !== told)
    faults.push(`${told} persons became known, ${parties} were noted, ${known} of them different`);
  const [{ parked } = { parked: 0 }] = await rows<{ parked: number }>(
    at,
    LISTENING,
    'select count(*)::int as parked from dead_letter',
  );
  if (parked > 0) faults.push(`${parked} events were parked`);
  const { nc } = await connectBus({ servers: at.nats, name: 'audit' });
  const consumer = await jetstream(nc).consumers.get(streamOf(ASKED), { deliver_policy: DeliverPolicy.All });
  let pending = (await consumer.info()).num_pending;
  const histories = new Map<string, string[]>();
  let repeated = 0;
  const messages = await consumer.consume({ max_messages: 1_000 });
  if (pending > 0)
    for await (const msg of messages) {
      const [, , type, , id] = msg.subject.split('.');
      const history = histories.get(`${type}/${id}`) ?? [];
      histories.set(`${type}/${id}`, history);
      const [place, event] = [Number(msg.headers?.get('ce-sequence')), msg.headers?.get('ce-id') ?? ''];
      if (place === history.length + 1) history.push(event);
      // What was published again, because nobody knew whether it was kept, is absorbed by its id.
      else if (history[place - 1] === event) repeated += 1;
      else faults.push(`${type} ${id}: ${event} at place ${place} follows ${history.length}`);
      if (--pending === 0) break;
    }
  await nc.close();
  return repeated;
}

try {
  const secrets = await secretsFor([ASKED, LISTENING], data);
  const postgres = await startPostgres({ dataDir: join(data, 'postgres'), durable: true });
  running.push(postgres);
  const brokers = await threeBrokers(data, next);
  running.push(...brokers.nodes);
  const at: Addresses = {
    gateway: `http://127.0.0.1:${await next()}`,
    issuer: `http://127.0.0.1:${await next()}`,
    nats: brokers.url,
    postgres: postgres.url,
    health: { [ASKED]: 'http://127.0.0.1:1', [LISTENING]: 'http://127.0.0.1:1' },
  };
  await ensureDatabases(at.postgres, secrets.databasePasswords);
  await migrate(
    [ASKED, LISTENING].map((service) => ({ service, env: serviceEnvironment(service, at, secrets) })),
    layout,
    [],
  );
  await knowsProjects(at.postgres, 'riverside');
  const { nc } = await connectBus({ servers: at.nats, name: 'provision' });
  // A connection that is left open keeps a failed trial from ending.
  running.push({ stop: () => nc.close() });
  for (let patience = 300; ; patience--) {
    try {
      await provision(nc, topology, { replicas: 3, maxBytes: 64 * MIB, filesMaxBytes: 64 * MIB });
      break;
    } catch (error) {
      if (patience === 0) throw error;
      await pause(200);
    }
  }
  const issuerPort = new URL(at.issuer).port;
  running.push(
    startNode(
      {
        name: 'issuer',
        file: layout.bundle('issuer'),
        env: {
          NODE_ENV: 'development',
          PORT: issuerPort,
          ISSUER_URL: at.issuer,
          ISSUER_KEY_FILE: join(data, 'issuer.pem'),
        },
      },
      layout,
    ),
  );
  running.push(
    startNode(
      {
        name: 'gateway',
        file: layout.bundle('gateway'),
        env: { ...gatewayEnvironment(at, secrets), REQUESTS_PER_MINUTE: '0', LOOKUPS_PER_MINUTE: '0' },
      },
      layout,
    ),
  );
  await untilReady(
    [
      { name: 'issuer', url: `${at.issuer}/health/live` },
      { name: 'gateway', url: `${at.gateway}/health/ready` },
    ],
    { withinMs: 60_000, hopeless: () => undefined },
  );
  const token = await devToken(at.issuer, 'complaint-handler');

  let registered = 0;
  let repeats = 0;
  const one = async () => {
    await register(at, token);
    registered += 1;
  };
  process.stdout.write(
    '| replicas asked | requests/s | CPU µs per request | CPU µs per event | at rest, ms/s each | taken over: requests s | events s |\n',
  );
  process.stdout.write(
    '| -------------- | ---------- | ------------------ | ---------------- | ------------------- | ---------------------- | -------- |\n',
  );
  for (const count of COUNTS) {
    const asked = await replicas(ASKED, count, at, secrets);
    const listening = await replicas(LISTENING, Math.min(count, MOST_LISTENING), at, secrets);
    await untilReady([...asked.health, ...listening.health], { withinMs: 60_000, hopeless: () => undefined });
    await many(WARM.requests * count, WARM.atOnce * count, one);
    await settled(at);
    const pidsOf = ({ all }: Replicas) => all.map(({ pid }) => pid);
    await pause(CALM_MS);
    const rest = { asked: await cpuAtRest(pidsOf(asked)), listening: await cpuAtRest(pidsOf(listening)) };
    const before = { asked: cpuSeconds(pidsOf(asked)), listening: cpuSeconds(pidsOf(listening)) };
    const began = performance.now();
    const sent = registered;
    await steadily(RATE, SECONDS, one);
    const seconds = (performance.now() - began) / 1_000;
    const requested = registered - sent;
    await settled(at);
    const lasted = (performance.now() - began) / 1_000;
    // What a replica uses anyway is told for itself: it is not the request's.
    const net = (who: 'asked' | 'listening', replicasOf: Replicas) =>
      ((cpuSeconds(pidsOf(replicasOf)) - before[who] - rest[who] * lasted) / requested) * 1e6;
    const [perRequest, perEvent] = [net('asked', asked), net('listening', listening)];
    const idle = ((rest.asked + rest.listening) / (asked.all.length + listening.all.length)) * 1e3;

    let [requests, events] = ['', ''];
    if (count > 1) {
      // One replica of each is killed while all are at work; the longest of the requests that were under way is what the callers felt.
      let longest = 0;
      const load = steadily(RATE, 10, async () => {
        longest = Math.max(longest, await register(at, token));
        registered += 1;
      });
      await pause(2_000);
      await Promise.all([asked.all[0]!.kill9(), listening.all[0]!.kill9()]);
      events = (await takenOver(at)).toFixed(1);
      await load;
      await settled(at);
      requests = (longest / 1_000).toFixed(1);
    }
    repeats = await audit(at, registered);
    const line = [
      count,
      (requested / seconds).toFixed(0),
      perRequest.toFixed(0),
      perEvent.toFixed(0),
      idle.toFixed(1),
      requests,
      events,
    ];
    process.stdout.write(`| ${line.join(' | ')} |\n`);
    await Promise.all([...asked.all, ...listening.all].map((each) => each.stop()));
  }
  process.stdout.write(
    faults.length === 0
      ? `${registered} requests: nothing lost, doubled or out of order; ${repeats} events came to the stream twice and were absorbed\n`
      : `${faults.join('\n')}\n`,
  );
} finally {
  for (const each of running.reverse()) await each.stop().catch(() => undefined);
  await rm(data, { recursive: true, force: true });
}
process.exit(faults.length === 0 ? 0 : 1);
