import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access, chmod, copyFile, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { aptSource, newerFirst, type AptSource } from './apt-sources.js';
import { engineAnswers } from './docker.js';
import { cacheFolder } from './folders.js';

/** A nats-server to be spawned, or the image to run where only a Docker engine can serve one. */
export type NatsProgram = { kind: 'binary'; path: string } | { kind: 'docker'; image: string };

export const NATS_IMAGE = 'nats:2.12';

/**
 * Looks in NATS_SERVER_BIN, PATH, the user's cache folder, the packages of Debian or Ubuntu (downloaded once, no root
 * needed) and Docker, in this order. `tell` hears about a download. Throws a sentence that says what to install.
 */
export async function findNatsServer(tell: (line: string) => void = () => {}): Promise<NatsProgram> {
  const named = process.env['NATS_SERVER_BIN'];
  if (named) {
    if (await runs(named)) return { kind: 'binary', path: named };
    throw new Error(`NATS_SERVER_BIN names ${named}, which is not a program that this user may run`);
  }
  const cached = join(cacheFolder(), 'nats-server');
  for (const path of [...onPath(), cached]) {
    if (await runs(path)) return { kind: 'binary', path };
  }
  const refused = await download(cached, tell).catch((error: unknown) => String(error));
  if (refused === undefined) return { kind: 'binary', path: cached };
  if (await engineAnswers()) return { kind: 'docker', image: NATS_IMAGE };
  throw new Error(
    'no nats-server: it is not on PATH, not in NATS_SERVER_BIN, no Docker engine answers, and the packages of this ' +
      `system did not give one (${refused}). Install nats-server 2.10 or later (https://nats.io/download), or start Docker.`,
  );
}

function onPath(): string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, 'nats-server'));
}

async function runs(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Undefined once the program lies at `target`, else why not. */
async function download(target: string, tell: (line: string) => void): Promise<string | undefined> {
  const source = await aptSource();
  if (source === undefined) return 'no apt sources of Debian or Ubuntu here';
  tell('nats-server is missing: fetching it once from the packages of this system');
  const failures: string[] = [];
  for (const suite of newerFirst(source)) {
    const failure = await fromSuite(source, suite, target);
    if (failure === undefined) return undefined;
    failures.push(`${suite}: ${failure}`);
  }
  return failures.join('; ');
}

/** A private world of apt: nothing of the machine's own lists, cache or state is touched. */
async function fromSuite(source: AptSource, suite: string, target: string): Promise<string | undefined> {
  const world = await mkdtemp(join(tmpdir(), 'linli-apt-'));
  try {
    await mkdir(join(world, 'lists', 'partial'), { recursive: true });
    await mkdir(join(world, 'cache', 'archives', 'partial'), { recursive: true });
    await writeFile(join(world, 'status'), '');
    const signed = source.signedBy ? `[signed-by=${source.signedBy}] ` : '';
    await writeFile(join(world, 'sources.list'), `deb ${signed}${source.mirror} ${suite} ${source.component}\n`);
    await writeFile(join(world, 'apt.conf'), aptConfiguration(world));
    const env = { ...process.env, APT_CONFIG: join(world, 'apt.conf'), LC_ALL: 'C' };
    const failure =
      (await run('apt-get', ['-qq', 'update'], world, env)) ??
      (await run('apt-get', ['-qq', 'download', 'nats-server'], world, env));
    if (failure !== undefined) return failure;
    const archive = (await readdir(world)).find((name) => name.endsWith('.deb'));
    if (archive === undefined) return 'apt-get download gave no package';
    const unpacked = await run('dpkg', ['-x', archive, 'root'], world, env);
    if (unpacked !== undefined) return unpacked;
    const program = await firstThatRuns(
      ['usr/sbin/nats-server', 'usr/bin/nats-server'].map((p) => join(world, 'root', p)),
    );
    if (program === undefined) return 'the package holds no nats-server';
    await mkdir(join(target, '..'), { recursive: true });
    const draft = `${target}.${process.pid}`;
    await copyFile(program, draft);
    await chmod(draft, 0o755);
    await rename(draft, target);
    return undefined;
  } finally {
    await rm(world, { recursive: true, force: true });
  }
}

function aptConfiguration(world: string): string {
  return [
    `Dir::Etc::sourcelist "${world}/sources.list"; Dir::Etc::sourceparts "/dev/null";`,
    `Dir::State "${world}"; Dir::State::lists "${world}/lists"; Dir::State::status "${world}/status";`,
    `Dir::Cache "${world}/cache"; APT::Sandbox::User "root"; Acquire::Languages "none";`,
    'APT::Update::Post-Invoke-Success ""; APT::Update::Post-Invoke ""; Acquire::Retries "2";',
    'Acquire::http::Timeout "20"; Acquire::https::Timeout "20"; APT::Update::Error-Mode "any";',
  ].join('\n');
}

async function firstThatRuns(paths: string[]): Promise<string | undefined> {
  for (const path of paths) {
    if (await runs(path)) return path;
  }
  return undefined;
}

async function run(command: string, args: string[], cwd: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('error', (error) => done(error.message));
    child.once('close', (code) => done(code === 0 ? undefined : said.trim().split('\n').at(-1) || `exit code ${code}`));
  });
}
