import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isReachableForNobody, isRoot, makeOpen, NOBODY } from './folders.js';
import { freePort } from './free-port.js';
import { postgresBinaries } from './postgres-binaries.js';
import { childrenOf, commandOf, endProcess, gone, guard, isAlive } from './processes.js';

export interface PostgresOptions {
  /** Made when missing. Its parent folders must be open to the user nobody when the starter is root. */
  dataDir: string;
  port?: number;
  /** false only where nobody kills the machine or the server and expects the data to be there afterwards. */
  durable: boolean;
  /** More of its settings, such as `archive_mode=on`. */
  settings?: readonly string[];
}

export interface PostgresServer {
  /** The superuser's address of the database `postgres`. */
  url: string;
  port: number;
  pid: number;
  stop(): Promise<void>;
  /** Kills the server and its sessions as a power cut would, and waits until they are gone. */
  kill9(): Promise<void>;
}

const FAST_AND_FORGETFUL = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
/** Where the data lie in memory, what is shared is a file beside them: what is killed leaves nothing elsewhere in memory. */
const sharedBeside = (dataDir: string) => (dataDir.startsWith('/dev/shm/') ? ['dynamic_shared_memory_type=mmap'] : []);
const AS_SERVER_USER = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
const READY_WITHIN_MS = 60_000;

/**
 * A real PostgreSQL on 127.0.0.1. The first start in a folder takes about 1–2 s, later ones 0.1 s. A server left behind
 * in the same folder by a killed starter is stopped first. Whatever ends this process ends the server too.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const dataDir = resolve(options.dataDir);
  if (isRoot && !(await isReachableForNobody(dataDir))) {
    throw new Error(
      `${dataDir} lies under a folder that is closed to other users, and PostgreSQL does not run as root`,
    );
  }
  const bin = join(await postgresBinaries(), 'bin');
  await stopLeftoverPostgres(dataDir);
  await initialise(bin, dataDir, options.durable);
  const password = (await readFile(join(dataDir, 'superuser.password'), 'utf8')).trim();
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    const started = await launch(bin, dataDir, port, options);
    if (started.pid !== undefined) return handle(started.pid, started.release, port, password);
    if (attempt === 5 || !/in use|already exists/.test(started.said)) {
      throw new Error(
        `PostgreSQL did not start in ${dataDir}: ${started.said.trim().split('\n').slice(-8).join('\n')}`,
      );
    }
    await pause(500);
  }
}

function handle(pid: number, release: () => void, port: number, password: string): PostgresServer {
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    port,
    pid,
    async stop() {
      await endProcess(pid, ['SIGINT', 'SIGQUIT', 'SIGKILL'], 10_000);
      release();
    },
    async kill9() {
      const all = [pid, ...childrenOf(pid)];
      for (const each of all) {
        if (isAlive(each)) process.kill(each, 'SIGKILL');
      }
      await Promise.all(all.map((each) => gone(each, 5_000)));
      release();
    },
  };
}

/** Stops a server that still runs in this folder: line 1 of postmaster.pid, if it was started with this very folder. */
export async function stopLeftoverPostgres(dataDir: string): Promise<void> {
  const file = join(dataDir, 'postmaster.pid');
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0]);
  if (!pid) return;
  if (commandOf(pid)?.includes(`-D ${dataDir} `)) await endProcess(pid, ['SIGINT', 'SIGQUIT', 'SIGKILL'], 10_000);
  await rm(file, { force: true });
}

async function initialise(bin: string, dataDir: string, durable: boolean): Promise<void> {
  if (await stat(join(dataDir, 'PG_VERSION')).catch(() => undefined)) return;
  const draft = `${dataDir}.new`;
  await rm(draft, { recursive: true, force: true });
  await makeOpen(dirname(dataDir));
  await mkdir(draft, { mode: 0o700 });
  const passwordFile = `${draft}.password`;
  await writeFile(passwordFile, randomBytes(18).toString('base64url'), { mode: 0o600 });
  if (isRoot) {
    await chown(draft, NOBODY, NOBODY);
    await chown(passwordFile, NOBODY, NOBODY);
  }
  const said = await run(join(bin, 'initdb'), [
    ...['-D', draft, '-U', 'postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
    ...['--encoding=UTF8', '--locale=C.UTF-8', ...(durable ? [] : ['--no-sync'])],
  ]);
  if (said !== undefined) throw new Error(`initdb failed in ${dataDir}: ${said.trim()}`);
  await rename(passwordFile, join(draft, 'superuser.password'));
  await rm(dataDir, { recursive: true, force: true });
  await rename(draft, dataDir);
}

async function launch(
  bin: string,
  dataDir: string,
  port: number,
  { durable, settings: more = [] }: PostgresOptions,
): Promise<{ pid: number; release: () => void } | { pid: undefined; said: string }> {
  const settings = [
    'unix_socket_directories=',
    'max_connections=200',
    ...sharedBeside(dataDir),
    ...(durable ? [] : FAST_AND_FORGETFUL),
    ...more,
  ];
  const args = ['-D', dataDir, '-h', '127.0.0.1', '-p', String(port), ...settings.flatMap((each) => ['-c', each])];
  const logFile = `${dataDir}.log`;
  const log = await open(logFile, 'w');
  const server = spawn(join(bin, 'postgres'), args, {
    ...AS_SERVER_USER,
    stdio: ['ignore', log.fd, log.fd],
    detached: true,
    cwd: '/',
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', TZ: 'UTC' },
  });
  let failure: Error | undefined;
  server.once('error', (error) => (failure = error));
  server.unref();
  const release = server.pid === undefined ? () => {} : guard(server.pid, 'SIGINT');
  await log.close();
  for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline; await pause(10)) {
    if (failure) return { pid: undefined, said: failure.message };
    if (server.exitCode !== null || server.signalCode !== null) break;
    if (server.pid !== undefined && (await isReady(dataDir, server.pid))) return { pid: server.pid, release };
  }
  if (server.pid !== undefined) await endProcess(server.pid, ['SIGQUIT', 'SIGKILL']);
  release();
  return { pid: undefined, said: await readFile(logFile, 'utf8') };
}

/** Line 8 of postmaster.pid says `ready`, as pg_ctl reads it. */
async function isReady(dataDir: string, pid: number): Promise<boolean> {
  const lines = (await readFile(join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
}

/** Undefined when the command succeeds, else what it said. */
async function run(command: string, args: string[]): Promise<string | undefined> {
  return new Promise((done) => {
    const child = spawn(command, args, {
      ...AS_SERVER_USER,
      stdio: ['ignore', 'ignore', 'pipe'],
      cwd: '/',
      env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', TZ: 'UTC' },
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('error', (error) => done(error.message));
    child.once('close', (code) => done(code === 0 ? undefined : said || `exit code ${code}`));
  });
}
