import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gone, isAlive } from '@linli/testing/servers';
import { mark, RunFile, type Run } from './run-file.js';

let data: string;
let said: string[];
let children: ChildProcess[];

const url = 'http://127.0.0.1:3000';
const take = () => RunFile.take(data, url, (line) => said.push(line));

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'linli-run-'));
  [said, children] = [[], []];
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(data, { recursive: true, force: true });
});

function sleeper(): number {
  const child = spawn('sleep', ['600'], { stdio: 'ignore' });
  children.push(child);
  return child.pid ?? 0;
}

async function left(run: Partial<Run>): Promise<void> {
  const starter = { name: 'starter', pid: sleeper(), start: 'long ago' };
  await writeFile(join(data, 'run.json'), JSON.stringify({ starter, url, stopping: false, children: [], ...run }));
}

test('a second start says that one is running, where, and how to stop it', async () => {
  await take();
  await expect(take()).rejects.toThrow(
    `running already: ${url}\nStop it with Ctrl-C in its window, or with: kill ${process.pid}`,
  );
});

test('of many starts at the same moment exactly one goes on', async () => {
  for (let round = 0; round < 20; round++) {
    await left({});
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, take));
    const refused = outcomes.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(outcomes.length - refused.length).toBe(1);
    for (const { reason } of refused) expect(String(reason)).toContain('running already');
  }
  expect(await readdir(data)).toEqual(['run.json']);
});

test('a start that was killed while it cleared up holds nobody up; half a file neither', async () => {
  await left({});
  const name = `run.json.${children[0]?.pid}-long%20ago`;
  await writeFile(join(data, name), await readFile(join(data, 'run.json'), 'utf8'));
  await (await take()).release();
  await writeFile(join(data, 'run.json'), '{"starter":');
  await take();
  expect(await readdir(data)).toEqual(['run.json']);
});

test('a file that cannot be read is named instead of tried for ever; one without a starter counts as half a file', async () => {
  await mkdir(join(data, 'run.json'));
  await expect(take()).rejects.toThrow(/run\.json .*cannot be read/);
  await rm(join(data, 'run.json'), { recursive: true });
  await writeFile(join(data, 'run.json'), 'null');
  await take();
});

test('nothing is written any more once the checkout is free for another', async () => {
  const file = await take();
  await Promise.all([file.release(), file.record([mark('nats', process.pid)])]);
  await file.stopping();
  expect(await readdir(data)).toEqual([]);
});

test('what a killed starter left running is stopped, and named', async () => {
  const pid = sleeper();
  await left({ children: [mark('complaints', pid)] });
  await take();
  expect(isAlive(pid)).toBe(false);
  expect(said).toEqual([expect.stringContaining('stopping what it left: complaints')]);
});

test('a stranger who got the pid of one of our processes is left alone', async () => {
  const pid = sleeper();
  await left({ children: [{ name: 'complaints', pid, start: 'before the machine was restarted' }] });
  await take();
  expect(isAlive(pid)).toBe(true);
  expect(said).toEqual([]);
});

test('a start while the last one is being stopped waits for it', async () => {
  const pid = sleeper();
  await left({ starter: mark('starter', pid), stopping: true });
  const taken = take();
  expect(await gone(pid, 50)).toBe(false);
  process.kill(pid, 'SIGKILL');
  await taken;
  expect(said).toEqual(['the system is just being stopped; waiting for it']);
});

test('what runs is written down for the next start, for the owner alone', async () => {
  const file = await take();
  await Promise.all([file.record([mark('nats', process.pid)]), file.record([mark('nats', process.pid)])]);
  const path = join(data, 'run.json');
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ children: [{ name: 'nats', pid: process.pid }] });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await file.release();
  await expect(stat(path)).rejects.toThrow('ENOENT');
});
