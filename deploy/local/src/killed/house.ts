import { execFile } from 'node:child_process';
import { lstat, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gone } from '@linli/testing/servers';
import { devToken } from '../rig/dev-token.js';
import { rowsOf } from '../rig/records.js';
import { checkoutRoot, layoutOf, makeFolders, type Layout } from '../runner/layout.js';
import { portsFrom } from '../runner/ports.js';
import { untilReady } from '../runner/readiness.js';
import { servicesOf } from '../runner/services.js';
import { Supervisor } from '../runner/supervisor.js';
import { System } from '../runner/system.js';
import { redeliverSoon } from './redeliver-soon.js';
import { NotingDesk } from './noting-desk.js';

/** Forty ports of its own for each process that runs this, below those that the system gives to outgoing connections. */
const FIRST_PORT = 10_000 + (process.pid % 500) * 40;
const BACK_WITHIN_MS = 20_000;
const GONE_WITHIN_MS = 5_000;
const DEMO_WITHIN_MS = 120_000;
/** How long a colleague goes on asking while something is being started again. */
const PATIENCE_MS = 20_000;

/** The whole built system on temporary data: real processes under the supervisor, to be killed one by one. */
export class House {
  /** What the supervisor said, for the message of a test that fails. */
  readonly said: string[] = [];
  /** The keys of all commands that were sent to the gateway. */
  readonly keys = new Set<string>();
  readonly services: readonly string[];
  private readonly pids = new Map<string, number>();
  private readonly tokens = new Map<string, Promise<string>>();
  private readonly supervisor: Supervisor;
  private readonly system: System;

  private constructor(
    private readonly layout: Layout,
    port: number,
  ) {
    const say = (line: string) => void this.said.push(line);
    this.services = servicesOf(layout.root);
    this.supervisor = new Supervisor({
      say,
      changed: async (running) => {
        for (const { name, pid } of running) this.pids.set(name, pid);
      },
    });
    const screen = { say, step: <T>(_title: string, work: () => Promise<T>) => work() };
    this.system = new System(this.services, layout, screen, this.supervisor, port);
  }

  static async open(): Promise<House> {
    const data = await mkdtemp(join(tmpdir(), 'linli-killed-'));
    const layout = { ...layoutOf(checkoutRoot()), data, logs: join(data, 'logs') };
    await makeFolders(layout);
    const house = new House(layout, await portsFrom(FIRST_PORT)());
    try {
      await house.system.start();
      await redeliverSoon(house.system.addresses.nats);
      return house;
    } catch (error) {
      await house.close();
      throw error;
    }
  }

  /** The desk of a demo person. A patient colleague repeats, under the same key, what may succeed later. */
  desk(person: string, patienceMs = PATIENCE_MS): NotingDesk {
    const token = () => {
      const known = this.tokens.get(person) ?? devToken(this.system.addresses.issuer, person);
      this.tokens.set(person, known);
      return known;
    };
    return new NotingDesk({ gateway: this.system.addresses.gateway, token, patienceMs }, this.keys);
  }

  /** Loads the demo as the first npm start does, through the gateway; what it said is the message of a failure. */
  async loadDemo(): Promise<void> {
    const { gateway, postgres, phones = '' } = this.system.addresses;
    const env = { ...process.env, NODE_OPTIONS: '', GATEWAY_URL: gateway, CLOCKS_URL: postgres, PHONES_FOLDER: phones };
    await promisify(execFile)(process.execPath, [this.layout.bundle('demo')], { env, timeout: DEMO_WITHIN_MS });
  }

  /** Ends the process on the spot, as a power cut would; the supervisor starts it again. */
  kill9(name: string): void {
    process.kill(this.pidOf(name), 'SIGKILL');
  }

  /** Keeps the process from doing anything until it is thawed or killed. */
  freeze(name: string): void {
    process.kill(this.pidOf(name), 'SIGSTOP');
  }

  thaw(name: string): void {
    process.kill(this.pidOf(name), 'SIGCONT');
  }

  /** Does the deed, which kills what is named, and waits until that runs again and everything is ready. */
  async outlives<R>(name: string, deed: () => Promise<R>): Promise<R> {
    const before = this.pidOf(name);
    const result = await deed();
    if (!(await gone(before, GONE_WITHIN_MS))) throw new Error(`${name} was not killed`);
    const until = performance.now() + BACK_WITHIN_MS;
    while (this.pidOf(name) === before) {
      if (performance.now() > until) throw new Error(`${name} was not started again: ${this.said.join('\n')}`);
      await new Promise((wake) => setTimeout(wake, 20));
    }
    await untilReady(this.system.health(), { withinMs: BACK_WITHIN_MS, hopeless: () => undefined });
    return result;
  }

  /** Asks a service's database, past the service. */
  rows<R extends object>(service: string, sql: string, values: readonly unknown[] = []): Promise<R[]> {
    return rowsOf(this.system.addresses.postgres, service, sql, values);
  }

  async close(): Promise<void> {
    await this.supervisor.kill9();
    await this.supervisor.stop([]);
    const postgres = join(this.layout.data, 'postgres');
    const linked = await lstat(postgres).catch(() => undefined);
    if (linked?.isSymbolicLink()) await rm(dirname(await realpath(postgres)), { recursive: true, force: true });
    await rm(this.layout.data, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  private pidOf(name: string): number {
    const pid = this.pids.get(name);
    if (pid === undefined) throw new Error(`there is no ${name}`);
    return pid;
  }
}
