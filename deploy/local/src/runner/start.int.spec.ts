import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort, gone, isAlive } from '@linli/testing/servers';
import { portsFrom } from './ports.js';
import type { Run } from './run-file.js';

const START = resolve('dist', 'start', 'main.js');
const WORD_WITHIN_MS = 25_000;
/** Below the ports that the system gives to outgoing connections, of which other specs open many. */
const FIRST_PORT = 5_000 + (process.pid % 100) * 40;

/** Answers as a service does: ready after a moment, stops when it is asked to. */
const SERVICE = `
  import { createServer } from 'node:http';
  const port = Number(process.env.PORT ?? process.env.HEALTH_PORT);
  const server = createServer((request, response) => response.end('{}')).listen(port, '127.0.0.1');
  process.once('SIGTERM', () => { server.close(() => process.exit(0)); server.closeAllConnections(); });
`;

let checkout: string;
let port: number;
let starters: Starter[];

beforeAll(() => {
  execFileSync(process.execPath, ['deploy/local/build.mjs', '--changed', 'start'], {
    env: { ...process.env, NODE_OPTIONS: '' },
  });
});

beforeEach(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'linli-checkout-'));
  await chmod(checkout, 0o755);
  await symlink(resolve('node_modules'), join(checkout, 'node_modules'));
  await writeFile(join(checkout, 'nx.json'), '{}');
  for (const name of ['complaints', 'client-club', 'gateway']) {
    await mkdir(join(checkout, 'services', name, 'src'), { recursive: true });
    await writeFile(join(checkout, 'services', name, 'src', 'main.ts'), '');
  }
  for (const name of ['complaints', 'client-club', 'gateway', 'issuer']) await program(name, SERVICE);
  await mkdir(join(checkout, 'dist', 'start'), { recursive: true });
  await cp(START, join(checkout, 'dist', 'start', 'main.js'));
  port = await portsFrom(FIRST_PORT)();
  starters = [];
});

afterEach(async () => {
  for (const starter of starters) await starter.end('SIGTERM');
  await rm(checkout, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

async function program(name: string, source: string, file = 'main'): Promise<void> {
  await mkdir(join(checkout, 'dist', name), { recursive: true });
  await writeFile(join(checkout, 'dist', name, `${file}.js`), source);
  await writeFile(join(checkout, 'dist', 'package.json'), '{"type":"module"}');
}

class Starter {
  said = '';
  private readonly heard: (() => void)[] = [];

  constructor(readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        this.said += `${line}\n`;
        for (const each of this.heard) each();
      });
    }
  }

  /** Resolves once the words were said; rejects with what was said instead. */
  async says(words: string): Promise<void> {
    await new Promise<void>((done, failed) => {
      const late = setTimeout(() => failed(new Error(`never said "${words}", but:\n${this.said}`)), WORD_WITHIN_MS);
      const look = (): void => {
        if (!this.said.includes(words)) return;
        clearTimeout(late);
        done();
      };
      this.heard.push(look);
      look();
    });
  }

  async end(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal);
    return this.exitCode();
  }

  /** Waits until it has ended by itself. */
  async exitCode(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'close');
    return this.child.exitCode;
  }
}

function start(more: Record<string, string> = {}): Starter {
  const child = spawn(process.execPath, ['dist/start/main.js'], {
    cwd: checkout,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', PORT: String(port), ...more },
  });
  const starter = new Starter(child);
  starters.push(starter);
  return starter;
}

async function run(): Promise<Run> {
  return JSON.parse(await readFile(join(checkout, '.data', 'run.json'), 'utf8')) as Run;
}

async function pidOf(name: string): Promise<number> {
  return (await run()).children.find((child) => child.name === name)?.pid ?? 0;
}

test('one start brings everything up, and Ctrl-C leaves nothing running', async () => {
  await program('complaints', "console.log('migrated')", 'migrate');
  await program('demo', "console.log('300 units')");
  const starter = start();
  await starter.says('Ctrl-C');
  expect(starter.said).toContain('300 units');
  const { children } = await run();
  expect(children.map(({ name }) => name).sort()).toEqual([
    'client-club',
    'complaints',
    'gateway',
    'issuer',
    'nats',
    'postgres',
  ]);

  const refused = start({ PORT: String(await freePort()) });
  await refused.says(`running already: http://127.0.0.1:${port}`);
  expect(await refused.exitCode()).toBe(1);

  expect(await starter.end('SIGINT')).toBe(0);
  expect(children.filter(({ pid }) => isAlive(pid))).toEqual([]);

  const second = start();
  await second.says('Ctrl-C');
  expect(second.said).not.toContain('300 units');
});

test('a child that was killed is started again, PostgreSQL and NATS too', async () => {
  const starter = start();
  await starter.says('Ctrl-C');
  const before = await run();
  const names = ['complaints', 'nats', 'postgres'];
  for (const name of names) process.kill(before.children.find((each) => each.name === name)?.pid ?? 0, 'SIGKILL');
  for (const name of names) await starter.says(`${name} has ended; starting it again`);
  const answer = await fetch(`http://127.0.0.1:${port}/health/ready`);
  expect(answer.status).toBe(200);
  expect(await starter.end('SIGTERM')).toBe(0);
});

test('after a kill -9 of the starter the next start clears up and comes up', async () => {
  const starter = start();
  await starter.says('Ctrl-C');
  const left = await run();
  await starter.end('SIGKILL');
  const next = start();
  await next.says('Ctrl-C');
  for (const { pid } of left.children) expect(await gone(pid, 5_000)).toBe(true);
});

test('a taken port is named with the way out before anything is started', async () => {
  const holder = createServer();
  await new Promise<void>((done) => holder.listen(port, '127.0.0.1', done));
  try {
    const starter = start();
    expect(await starter.exitCode()).toBe(1);
    expect(starter.said).toMatch(new RegExp(`Port ${port} is taken by another program(.|\n)*PORT=\\d+ npm start`));
    expect(starter.said).not.toContain('PostgreSQL');
  } finally {
    await new Promise((done) => holder.close(done));
  }
});

test('a service that ends at once is named with the end of its log, and nothing is left running', async () => {
  await program('complaints', "console.log('PARTY_KEYS is not a key ring'); process.exitCode = 1;");
  const starter = start();
  await starter.says('PARTY_KEYS is not a key ring');
  await starter.says('complaints ends as soon as it is started');
  const postgres = await pidOf('postgres').catch(() => 0);
  expect(await starter.exitCode()).toBe(1);
  if (postgres) expect(isAlive(postgres)).toBe(false);
});

test('a migration that fails stops the start and shows what it said', async () => {
  await program('complaints', "console.error('column is missing'); process.exitCode = 1;", 'migrate');
  const starter = start();
  await starter.says('column is missing');
  expect(await starter.exitCode()).toBe(1);
  expect(starter.said).toContain('The migrations of complaints failed');
});
