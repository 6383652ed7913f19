import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { endProcess, gone, isAlive, startOf } from '@linli/testing/servers';

/** A process that this checkout has started. The start mark tells it from a stranger with the same pid. */
export interface Started {
  name: string;
  pid: number;
  start: string;
}

/** What `.data/run.json` says about the system that runs in this checkout. */
export interface Run {
  starter: Started;
  url: string;
  stopping: boolean;
  /** In the order in which they are stopped. */
  children: Started[];
}

export const mark = (name: string, pid: number): Started => ({ name, pid, start: startOf(pid) ?? '' });

const runs = ({ pid, start }: Started): boolean => isAlive(pid) && startOf(pid) === start;

const STOPPING_TAKES_MS = 40_000;

/** The one run of a checkout: at most one starter holds it. */
export class RunFile {
  private run: Run;
  private writing: Promise<void> = Promise.resolve();
  private released = false;

  private constructor(
    private readonly path: string,
    run: Run,
  ) {
    this.run = run;
  }

  /**
   * Takes the checkout for this process. What a killed starter left running is stopped first (`tell` hears of it); a
   * starter that is just stopping is waited for. Throws a sentence when another one runs.
   */
  static async take(dataFolder: string, url: string, tell: (line: string) => void): Promise<RunFile> {
    const path = join(dataFolder, 'run.json');
    const run: Run = { starter: mark('starter', process.pid), url, stopping: false, children: [] };
    for (;;) {
      const other = await holderOf(path, run, (left) => clear(left, tell));
      if (!other) return new RunFile(path, run);
      if (!other.stopping) throw new Error(alreadyRunning(other));
      tell('the system is just being stopped; waiting for it');
      await gone(other.starter.pid, STOPPING_TAKES_MS);
      await pause(100);
    }
  }

  get children(): readonly Started[] {
    return this.run.children;
  }

  async record(children: Started[]): Promise<void> {
    await this.write({ ...this.run, children });
  }

  async stopping(): Promise<void> {
    await this.write({ ...this.run, stopping: true });
  }

  async release(): Promise<void> {
    this.released = true;
    await this.writing.catch(() => undefined);
    await rm(this.path, { force: true });
  }

  /** One write after the other, whatever became of the one before; none once the file is another's. */
  private async write(run: Run): Promise<void> {
    this.run = run;
    if (this.released) return;
    this.writing = this.writing.catch(() => undefined).then(() => put(this.path, run));
    await this.writing;
  }
}

/**
 * The living one that holds the file; undefined: it is ours now. Of many who find what a dead one left, the one whose turn it is clears it
 * and takes its place: the turn is a file like this one, named after the dead, so that one who comes late never clears what a living one holds.
 */
async function holderOf(path: string, ours: Run, clearing: (left: Run) => Promise<void>): Promise<Run | undefined> {
  for (;;) {
    if (await claim(path, ours)) return undefined;
    const found = await read(path);
    if (found === 'gone') continue;
    if (found !== 'broken' && runs(found.starter)) return found;
    const turn = `${path}.${found === 'broken' ? found : nameOf(found)}`;
    if (await holderOf(turn, ours, () => Promise.resolve())) {
      await pause(50);
      continue;
    }
    try {
      const still = await read(path);
      if (still === 'gone' || nameOf(still) !== nameOf(found)) continue;
      if (still !== 'broken') await clearing(still);
      await put(path, ours);
      return undefined;
    } finally {
      await rm(turn, { force: true });
    }
  }
}

type Found = Run | 'gone' | 'broken';

const nameOf = (found: Found): string =>
  typeof found === 'string' ? found : `${found.starter.pid}-${encodeURIComponent(found.starter.start)}`;

async function read(path: string): Promise<Found> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new Error(`${path} says which system runs here and cannot be read: ${error.message}`);
  });
  if (text === undefined) return 'gone';
  try {
    const run = JSON.parse(text) as Partial<Run> | null;
    return Number.isInteger(run?.starter?.pid) && Array.isArray(run?.children) ? (run as Run) : 'broken';
  } catch {
    return 'broken';
  }
}

/** Nobody ever reads half a file: a complete draft takes the name. */
async function draft<R>(path: string, run: Run, use: (draft: string) => Promise<R>): Promise<R> {
  const name = `${path}.${randomUUID()}`;
  await writeFile(name, JSON.stringify(run), { mode: 0o600 });
  try {
    return await use(name);
  } finally {
    await rm(name, { force: true });
  }
}

const put = (path: string, run: Run): Promise<void> => draft(path, run, (name) => rename(name, path));

/** Only where there is none. */
const claim = (path: string, run: Run): Promise<boolean> =>
  draft(path, run, async (name) => {
    try {
      await link(name, path);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      return false;
    }
  });

async function clear(left: Run, tell: (line: string) => void): Promise<void> {
  const running = left.children.filter(runs);
  if (running.length === 0) return;
  tell(`the last start was killed; stopping what it left: ${running.map(({ name }) => name).join(', ')}`);
  const servers = ['nats', 'postgres'];
  await Promise.all(running.filter(({ name }) => !servers.includes(name)).map(end));
  for (const server of servers) await Promise.all(running.filter(({ name }) => name === server).map(end));
}

/** PostgreSQL takes SIGTERM as "wait until everybody has left". */
async function end({ name, pid }: Started): Promise<void> {
  await endProcess(pid, [name === 'postgres' || name === 'nats' ? 'SIGINT' : 'SIGTERM', 'SIGKILL'], 10_000);
}

function alreadyRunning({ starter, url }: Run): string {
  return (
    `The system of this checkout is running already: ${url}\n` +
    `Stop it with Ctrl-C in its window, or with: kill ${starter.pid}`
  );
}
