import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isReachableForNobody, isRoot } from './folders.js';
import { stopLeftoverNats } from './nats.js';
import { stopLeftoverPostgres } from './postgres.js';
import { isAlive, startOf } from './processes.js';

/**
 * The folder in which one test run keeps its servers' data. What runs that were killed have left behind, servers and
 * files, is cleared away first; runs that are alive are left alone.
 */
export async function makeRunFolder(): Promise<string> {
  const root = await rootFolder();
  await mkdir(root, { recursive: true });
  await chmod(root, 0o711);
  await clearAbandoned(root);
  const folder = join(root, `run-${process.pid}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  await chmod(folder, 0o711);
  await writeFile(join(folder, 'owner'), startOf(process.pid) ?? '');
  return folder;
}

/** Stops what still runs in a run's folder and removes it. */
export async function clearRunFolder(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [] as string[])) {
    if (name === 'postgres') await stopLeftoverPostgres(join(folder, name));
    if (/^nats-\d+$/.test(name)) await stopLeftoverNats(join(folder, name));
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

async function clearAbandoned(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    const pid = Number(/^run-(\d+)$/.exec(name)?.[1]);
    if (!pid || pid === process.pid) continue;
    const owner = await readFile(join(root, name, 'owner'), 'utf8').catch(() => undefined);
    if (isAlive(pid) && (owner === undefined || owner === startOf(pid))) continue;
    await clearRunFolder(join(root, name));
  }
}

async function rootFolder(): Promise<string> {
  const name = `linli-tests-${process.getuid?.() ?? 'user'}`;
  for (const parent of [tmpdir(), '/tmp', '/var/tmp']) {
    if (!isRoot || (await isReachableForNobody(join(parent, name)))) return join(parent, name);
  }
  return join(tmpdir(), name);
}
