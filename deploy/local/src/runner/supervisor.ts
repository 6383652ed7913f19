import { isAlive } from '@linli/testing/servers';

export interface Running {
  pid: number;
  stop(): Promise<void>;
  kill9(): Promise<void>;
}

/** Something that is kept running: a server or a service. */
export interface Member {
  name: string;
  start(): Promise<Running>;
}

export interface SupervisorOptions {
  say(line: string): void;
  /** Called whenever a process was started or is gone, with those that run. */
  changed(running: { name: string; pid: number }[]): Promise<void>;
  /** Milliseconds before the first restart; each further one within a minute doubles it, up to 30 s. */
  backOffMs?: number;
  longestBackOffMs?: number;
  lookEveryMs?: number;
}

const LONGEST_BACK_OFF_MS = 30_000;
const CALM_MS = 60_000;

interface Kept {
  member: Member;
  running: Running | undefined;
  restarts: number;
  startedAt: number;
  busy: boolean;
}

/** Keeps what was started running: a process that dies is started again, later and later, and it is said so. */
export class Supervisor {
  private readonly kept: Kept[] = [];
  private timer: NodeJS.Timeout | undefined;
  private over = false;
  private readonly launching = new Set<Promise<void>>();

  constructor(private readonly options: SupervisorOptions) {}

  /** Starts a member and watches it from now on. Rejects when the first start fails. */
  async add(member: Member): Promise<void> {
    const kept: Kept = { member, running: undefined, restarts: 0, startedAt: Date.now(), busy: true };
    this.kept.push(kept);
    await this.launch(kept);
    kept.busy = false;
    this.timer ??= setInterval(() => this.look(), this.options.lookEveryMs ?? 200);
  }

  /** How often the member was restarted, or undefined when there is none of this name. */
  restartsOf(name: string): number | undefined {
    return this.kept.find(({ member }) => member.name === name)?.restarts;
  }

  /** Stops a member in order and starts it anew, as after a change of its program. */
  async renew(name: string): Promise<void> {
    const kept = this.kept.find(({ member }) => member.name === name);
    if (!kept || this.over || kept.busy) return;
    kept.busy = true;
    try {
      await kept.running?.stop();
      await this.launch(kept);
    } finally {
      kept.busy = false;
    }
  }

  /** Stops the groups one after the other, the members of a group together. Nothing is restarted any more. */
  async stop(groups: string[][]): Promise<void> {
    this.end();
    await Promise.allSettled(this.launching);
    for (const names of groups) {
      const members = this.kept.filter(({ member }) => names.includes(member.name));
      await Promise.all(members.map((kept) => this.halt(kept)));
    }
  }

  /** Kills everything at once. */
  async kill9(): Promise<void> {
    this.end();
    await Promise.all(this.kept.flatMap(({ running }) => (running ? [running.kill9()] : [])));
  }

  private end(): void {
    this.over = true;
    clearInterval(this.timer);
  }

  private async halt(kept: Kept): Promise<void> {
    try {
      await kept.running?.stop();
    } catch (error) {
      this.options.say(`  ! ${kept.member.name}: ${messageOf(error)}`);
    }
    kept.running = undefined;
    await this.report();
  }

  private look(): void {
    for (const kept of this.kept) {
      if (kept.busy || !kept.running || isAlive(kept.running.pid)) continue;
      kept.busy = true;
      void this.restart(kept).finally(() => (kept.busy = false));
    }
  }

  private async restart(kept: Kept): Promise<void> {
    await kept.running?.stop();
    kept.running = undefined;
    while (!this.over) {
      if (Date.now() - kept.startedAt > CALM_MS) kept.restarts = 0;
      const wait = Math.min(
        this.options.longestBackOffMs ?? LONGEST_BACK_OFF_MS,
        (this.options.backOffMs ?? 250) * 2 ** kept.restarts,
      );
      kept.restarts += 1;
      this.options.say(`  ! ${kept.member.name} has ended; starting it again in ${(wait / 1000).toFixed(1)} s`);
      await this.sleep(wait);
      if (this.over) return;
      try {
        await this.launch(kept);
        return;
      } catch (error) {
        this.options.say(`  ! ${kept.member.name} did not start: ${messageOf(error)}`);
      }
    }
  }

  private async launch(kept: Kept): Promise<void> {
    const work = this.begin(kept);
    this.launching.add(work);
    await work.finally(() => this.launching.delete(work));
  }

  private async begin(kept: Kept): Promise<void> {
    kept.startedAt = Date.now();
    const running = await kept.member.start();
    if (this.over) {
      await running.stop();
      return;
    }
    kept.running = running;
    await this.report();
  }

  private async report(): Promise<void> {
    const running = this.kept.flatMap(({ member, running: one }) => (one ? [{ name: member.name, pid: one.pid }] : []));
    await this.options.changed(running);
  }

  /** Cut short when the end comes. */
  private async sleep(ms: number): Promise<void> {
    for (const until = Date.now() + ms; Date.now() < until && !this.over;) {
      await new Promise((wake) => setTimeout(wake, Math.min(100, until - Date.now())));
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
