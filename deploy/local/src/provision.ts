/**
 * Makes and repairs streams, consumers and the files' bucket, then ends: a Job before a rollout, a CronJob after it.
 * With REWIND (a department) and SINCE (an instant) the department then hears again what was told since, as after a restore.
 * NATS_URL with the provisioning user; TOPOLOGY_FILE (deploy/nats/topology.json); STREAM_REPLICAS, STREAM_MAX_BYTES, FILES_MAX_BYTES.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { connectBus } from '@linli/bus';
import { provision, rewind } from './broker/provision.js';
import type { Topology } from './broker/topology.js';

const GIB = 1_024 ** 3;
const PATIENCE_MS = 60_000;

function whole(name: string, otherwise: number): number {
  const written = process.env[name] || String(otherwise);
  if (!/^[1-9]\d*$/.test(written))
    throw new Error(`${name} must be a whole number above 0; example: ${name}=${otherwise}`);
  return Number(written);
}

function required(name: string, example: string): string {
  const written = process.env[name];
  if (!written) throw new Error(`${name} is missing; example: ${name}=${example}`);
  return written;
}

/** What a restored department is to hear again. */
function wishToRewind(): { consumer: string; since: Date } | undefined {
  const consumer = process.env['REWIND'];
  if (!consumer) return undefined;
  const since = new Date(required('SINCE', '2026-11-30T18:30:00Z'));
  if (Number.isNaN(since.getTime())) throw new Error('SINCE must be an instant; example: SINCE=2026-11-30T18:30:00Z');
  return { consumer, since };
}

try {
  const wish = wishToRewind();
  const servers = required('NATS_URL', 'nats://provision:password@nats:4222');
  const file = required('TOPOLOGY_FILE', 'deploy/nats/topology.json');
  const topology = JSON.parse(readFileSync(file, 'utf8')) as Topology;
  const settings = {
    replicas: whole('STREAM_REPLICAS', 3),
    maxBytes: whole('STREAM_MAX_BYTES', 5 * GIB),
    filesMaxBytes: whole('FILES_MAX_BYTES', GIB),
  };
  const late = setTimeout(() => {
    process.stderr.write('The bus did not answer within a minute\n');
    process.exit(1);
  }, PATIENCE_MS);
  const { nc } = await connectBus({ servers, name: 'provision' });
  // A cluster that has just started has no leader yet.
  const until = Date.now() + PATIENCE_MS / 2;
  for (;;) {
    try {
      const done = [...(await provision(nc, topology, settings))];
      if (wish) done.push(...(await rewind(nc, topology, wish.consumer, wish.since)));
      process.stdout.write(done.length === 0 ? 'all was well\n' : done.map((line) => `${line}\n`).join(''));
      break;
    } catch (error) {
      if (Date.now() > until || !/no leader|unavailable|timeout|not available|peers/i.test((error as Error).message))
        throw error;
      await pause(500);
    }
  }
  clearTimeout(late);
  await nc.close();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
