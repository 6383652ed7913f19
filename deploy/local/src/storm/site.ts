import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres, startTcpProxy, type TcpProxy } from '@linli/testing/servers';
import { NotingDesk } from '../killed/noting-desk.js';
import { redeliverSoon } from '../killed/redeliver-soon.js';
import { devToken } from '../rig/dev-token.js';
import { rowsOf } from '../rig/records.js';
import { ensureDatabases } from '../runner/databases.js';
import { gatewayEnvironment, serviceEnvironment, type Addresses } from '../runner/environment.js';
import { checkoutRoot, layoutOf, makeFolders, type Layout } from '../runner/layout.js';
import { migrate } from '../runner/migrations.js';
import { startNode } from '../runner/node-program.js';
import { portsFrom } from '../runner/ports.js';
import { untilReady } from '../runner/readiness.js';
import { secretsFor, type Secrets } from '../runner/secrets.js';
import { Supervisor } from '../runner/supervisor.js';
import { balance, type Balancer } from './balancer.js';
import { startBrokers, type Brokers } from './brokers.js';
import { clockOff } from './clock-off.js';
import { Streams } from './streams.js';

const READY_WITHIN_MS = 90_000;
const BACK_OFF_MS = 100;
const LONGEST_BACK_OFF_MS = 1_000;
const REDELIVER_EVERY_MS = 2_000;
/** Waits of consumers are divided by this. */
const HASTE = '20';
/** Ports of its own for each process that runs this, below those that the system gives to outgoing connections. */
const FIRST_PORT = 10_000 + (process.pid % 250) * 80;

export interface SiteOptions {
  readonly services: readonly string[];
  readonly replicas: number;
  /** More than one stand behind an entrance of our own. */
  readonly gateways?: number;
  /** Brokers: 1 or 3. */
  readonly nodes: number;
  /** Brokers acknowledge what is on their disk; they do unless it is false. */
  readonly flushed?: boolean;
  readonly mutant?: string;
  /** Where the next start of a process is to end it, such as `relay.after-publish:3`. */
  readonly failAt?: (name: string) => string | undefined;
  /** Whether no network of ours stands between the service and this server: it costs time of its own. */
  readonly isDirect?: (service: string, to: 'postgres' | 'nats') => boolean;
  /** Data and logs stay when it is closed. */
  readonly keep?: boolean;
}

/** A process of the house: a replica of a service or the gateway, and the network between it and its servers. */
interface Process {
  readonly name: string;
  readonly service: string;
  readonly lines: { readonly to: 'postgres' | 'nats'; readonly proxy: TcpProxy }[];
  readonly health: string;
}

/**
 * The system as the storm meets it: real processes of bundles for trials, two replicas of every service, one broker or three, PostgreSQL that
 * flushes to the disk, and a network of our own between each process and each server. What dies is started again.
 */
export class Site {
  readonly said: string[] = [];
  /** The keys of all commands that were sent, and of those that were answered with success. */
  readonly keys = new Set<string>();
  readonly answered = new Set<string>();
  readonly services: readonly string[];
  private readonly processes: Process[] = [];
  private readonly pids = new Map<string, number>();
  private readonly skews = new Map<string, number>();
  private readonly tokens = new Map<string, Promise<string>>();
  private readonly supervisor: Supervisor;
  private readonly addresses: Addresses = { gateway: '', issuer: '', nats: '', postgres: '', health: {} };
  readonly streams = new Streams(() => this.addresses.nats);
  private balancer?: Balancer;
  private readonly gatewayUrls: string[] = [];
  private brokers!: Brokers;
  private secrets!: Secrets;
  private redelivering: NodeJS.Timeout | undefined;

  private constructor(
    private readonly layout: Layout,
    private readonly options: SiteOptions,
  ) {
    this.services = options.services;
    this.supervisor = new Supervisor({
      say: (line) => void this.said.push(line),
      backOffMs: BACK_OFF_MS,
      longestBackOffMs: LONGEST_BACK_OFF_MS,
      lookEveryMs: 50,
      changed: async (running) => {
        for (const { name, pid } of running) this.pids.set(name, pid);
      },
    });
  }

  static async open(options: SiteOptions): Promise<Site> {
    const root = checkoutRoot();
    const data = await mkdtemp(join(tmpdir(), 'linli-storm-'));
    const plain = layoutOf(root);
    const layout: Layout = {
      ...plain,
      data,
      logs: join(data, 'logs'),
      bundle: (program, file = 'main') =>
        program === 'issuer' ? plain.bundle(program, file) : join(root, 'dist', 'trials', program, `${file}.js`),
    };
    await makeFolders(layout);
    const site = new Site(layout, options);
    try {
      await site.start();
      return site;
    } catch (error) {
      await site.close();
      throw error;
    }
  }

  private async start(): Promise<void> {
    const next = portsFrom(FIRST_PORT);
    const { services, replicas, nodes, flushed = true } = this.options;
    this.secrets = await secretsFor(services, this.layout.data);
    const postgresPort = await next();
    await this.supervisor.add({
      name: 'postgres',
      start: async () => {
        const dataDir = join(this.layout.data, 'postgres');
        const server = await startPostgres({ dataDir, port: postgresPort, durable: true });
        this.addresses.postgres = server.url;
        return server;
      },
    });
    this.brokers = await startBrokers({
      ...{ count: nodes, flushed, folder: this.layout.data, next, supervisor: this.supervisor },
    });
    this.addresses.nats = this.brokers.url;
    const issuerPort = await next();
    this.addresses.issuer = `http://127.0.0.1:${issuerPort}`;
    await this.supervisor.add({
      name: 'issuer',
      start: async () =>
        startNode(
          {
            name: 'issuer',
            file: this.layout.bundle('issuer'),
            env: {
              ...{ NODE_ENV: 'development', PORT: String(issuerPort), ISSUER_URL: this.addresses.issuer },
              ISSUER_KEY_FILE: join(this.layout.data, 'issuer.pem'),
            },
          },
          this.layout,
        ),
    });
    for (const service of services) this.addresses.health[service] = 'http://127.0.0.1:1';
    const made = await ensureDatabases(this.addresses.postgres, this.secrets.databasePasswords);
    await migrate(
      services.map((service) => ({ service, env: serviceEnvironment(service, this.addresses, this.secrets) })),
      this.layout,
      made.map((name) => name.replaceAll('_', '-')),
    );
    for (const service of services)
      for (let n = 1; n <= replicas; n++) await this.addProcess(`${service}-${n}`, service, await next());
    const { gateways = 1 } = this.options;
    for (let n = 1; n <= gateways; n++) {
      await this.addProcess(gateways === 1 ? 'gateway' : `gateway-${n}`, 'gateway', await next());
      this.gatewayUrls.push(this.addresses.gateway);
    }
    if (gateways > 1) {
      this.balancer = await balance(this.gatewayUrls, await next());
      this.addresses.gateway = this.balancer.url;
    }
    await this.ready();
    this.redelivering = setInterval(() => void this.redeliver(), REDELIVER_EVERY_MS);
    await this.redeliver();
  }

  private async addProcess(name: string, service: string, port: number): Promise<void> {
    const lines: Process['lines'] = [];
    const through = async (to: 'postgres' | 'nats', url: string) => {
      if (this.options.isDirect?.(service, to)) return url;
      const proxy = await startTcpProxy(url);
      lines.push({ to, proxy });
      return proxy.through(url).replace(/\/$/, '');
    };
    const nats = await Promise.all(this.addresses.nats.split(',').map((url) => through('nats', url)));
    const isGateway = service === 'gateway';
    if (isGateway) this.addresses.gateway = `http://127.0.0.1:${port}`;
    const near: Addresses = {
      ...this.addresses,
      nats: nats.join(','),
      postgres: isGateway ? '' : await through('postgres', this.addresses.postgres),
      health: { ...this.addresses.health, [service]: `http://127.0.0.1:${port}` },
    };
    const environment = isGateway
      ? gatewayEnvironment(near, this.secrets)
      : serviceEnvironment(service, near, this.secrets);
    this.processes.push({ name, service, lines, health: `http://127.0.0.1:${port}/health/ready` });
    const start = async () => {
      const skew = this.skews.get(name);
      const failAt = this.options.failAt?.(name);
      const env = {
        ...environment,
        ...{ LINLI_HASTE: HASTE, REQUESTS_PER_MINUTE: '0', LOOKUPS_PER_MINUTE: '0' },
        STREAM_REPLICAS: String(this.options.nodes),
        ...(this.options.mutant ? { LINLI_MUTANT: this.options.mutant } : {}),
        ...(failAt ? { LINLI_FAIL_AT: failAt } : {}),
        ...(skew ? { NODE_OPTIONS: `--import ${clockOff(skew)}` } : {}),
      };
      return startNode({ name, file: this.layout.bundle(service), env }, this.layout);
    };
    await this.supervisor.add({ name, start });
  }

  get replicas(): string[] {
    return this.processes.filter(({ service }) => service !== 'gateway').map(({ name }) => name);
  }

  get gatewayNames(): string[] {
    return this.processes.filter(({ service }) => service === 'gateway').map(({ name }) => name);
  }

  get brokerNames(): readonly string[] {
    return this.brokers.names;
  }

  /** The desk of a demo person; patient enough for a storm. */
  desk(person: string, patienceMs = 120_000): NotingDesk {
    const token = () => {
      const known = this.tokens.get(person) ?? this.tokenOf(person);
      this.tokens.set(person, known);
      return known;
    };
    return new NotingDesk({ gateway: this.addresses.gateway, token, patienceMs }, this.keys, this.answered);
  }

  get gateway(): string {
    return this.addresses.gateway;
  }

  /** Ends the process on the spot, as a power cut would; it is started again. */
  kill9(name: string): void {
    const pid = this.pids.get(name);
    if (pid !== undefined) signal(pid, 'SIGKILL');
  }

  /** Stops it in order and starts it anew, as a roll-out does. */
  async renew(name: string): Promise<void> {
    const gateway = this.gatewayUrls[this.gatewayNames.indexOf(name)];
    const renewed = () => this.supervisor.renew(name);
    await (this.balancer && gateway ? this.balancer.without(gateway, renewed) : renewed());
  }

  freeze(name: string): void {
    const pid = this.pids.get(name);
    if (pid !== undefined) signal(pid, 'SIGSTOP');
  }

  thaw(name: string): void {
    const pid = this.pids.get(name);
    if (pid !== undefined) signal(pid, 'SIGCONT');
  }

  /** The network between a process and its servers of this kind. */
  lines(name: string, to: 'postgres' | 'nats'): TcpProxy[] {
    return this.processes
      .filter((each) => each.name === name)
      .flatMap(({ lines }) => lines.filter((line) => line.to === to).map(({ proxy }) => proxy));
  }

  /** From its next start on the process's own clock is off by so much. */
  setClockOff(name: string, ms: number): void {
    this.skews.set(name, ms);
    this.kill9(name);
  }

  /** All brokers die and forget everything they had on their disks. */
  wipeBrokers(): void {
    this.brokers.wipeAtNextStart();
    for (const name of this.brokerNames) this.kill9(name);
  }

  get natsUrl(): string {
    return this.addresses.nats;
  }

  heal(): void {
    for (const { lines } of this.processes) for (const { proxy } of lines) proxy.heal();
    for (const name of [...this.replicas, ...this.gatewayNames, ...this.brokerNames, 'postgres']) this.thaw(name);
  }

  async ready(withinMs = READY_WITHIN_MS): Promise<void> {
    const awaited = this.processes.map(({ name, health }) => ({ name, url: health }));
    await untilReady(awaited, { withinMs, hopeless: () => undefined });
  }

  /** Asks a service's database, past the service. */
  rows<R extends object>(service: string, sql: string, values: readonly unknown[] = []): Promise<R[]> {
    return rowsOf(this.addresses.postgres, service, sql, values);
  }

  async close(): Promise<void> {
    clearInterval(this.redelivering);
    await this.balancer?.close();
    for (const { lines } of this.processes) for (const { proxy } of lines) await proxy.close();
    for (const name of this.pids.keys()) this.thaw(name);
    await this.supervisor.kill9();
    await this.supervisor.stop([]);
    if (this.options.keep) this.said.push(`data and logs: ${this.layout.data}`);
    else await rm(this.layout.data, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  /** What a dead replica held comes again after two seconds; a wiped broker forgets that. */
  private async redeliver(): Promise<void> {
    await redeliverSoon(this.addresses.nats).catch(() => undefined);
  }

  tokenOf(person: string): Promise<string> {
    return devToken(this.addresses.issuer, person);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended already.
  }
}
