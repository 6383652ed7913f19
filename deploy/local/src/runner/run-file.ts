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
    for (;;) {
      const file = new RunFile(path, { starter: mark('starter', process.pid), url, stopping: false, children: [] });
      if (await file.claim()) return file;
      const other = await read(path);
      if (other && runs(other.starter)) {
        if (!other.stopping) throw new Error(alreadyRunning(other));
        tell('the system is just being stopped; waiting for it');
        await gone(other.starter.pid, STOPPING_TAKES_MS);
        await pause(100);
        continue;
      }
      await clear(path, tell);
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
    await this.writing;
    await rm(this.path, { force: true });
  }

  /** A link to a complete draft appears at once and only where there is none: nobody ever reads half a file. */
  private async claim(): Promise<boolean> {
    const draft = `${this.path}.${process.pid}`;
    await writeFile(draft, JSON.stringify(this.run), { mode: 0o600 });
    try {
      await link(draft, this.path);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      return false;
    } finally {
      await rm(draft, { force: true });
    }
  }

  /** One write after the other: they share the draft. */
  private async write(run: Run): Promise<void> {
    this.run = run;
    this.writing = this.writing.then(async () => {
      const draft = `${this.path}.${process.pid}`;
      await writeFile(draft, JSON.stringify(this.run), { mode: 0o600 });
      await rename(draft, this.path);
    });
    await this.writing;
  }
}

async function read(path: string): Promise<Run | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Run;
  } catch {
    return undefined;
  }
}

/** Two starters may find the same remains: the one that renames the file clears them, the other one looks again. */
async function clear(path: string, tell: (line: string) => void): Promise<void> {
  const aside = `${path}.${process.pid}.old`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  const left = await read(aside);
  if (left && runs(left.starter)) {
    await link(aside, path).catch(() => undefined);
    await rm(aside, { force: true });
    return;
  }
  const running = left?.children.filter(runs) ?? [];
  if (running.length > 0) {
    tell(`the last start was killed; stopping what it left: ${running.map(({ name }) => name).join(', ')}`);
    const servers = ['nats', 'postgres'];
    await Promise.all(running.filter(({ name }) => !servers.includes(name)).map(end));
    for (const server of servers) await Promise.all(running.filter(({ name }) => name === server).map(end));
  }
  await rm(aside, { force: true });
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
