import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectBus } from '@linli/bus';
import { startNats, startPostgres } from '@linli/testing/servers';
import { provision, rewind } from '../broker/provision.js';
import type { Topology } from '../broker/topology.js';
import { NotingDesk } from '../killed/noting-desk.js';
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
import { servicesOf } from '../runner/services.js';
import type { Running } from '../runner/supervisor.js';
import { BackedUp } from './backup.js';

const MIB = 1_024 ** 2;
const READY_WITHIN_MS = 60_000;
const PATIENCE_MS = 30_000;
/** Forty ports of its own for each process that runs this, below those that the system gives to outgoing connections. */
const FIRST_PORT = 10_000 + (process.pid % 500) * 40;

/** The whole system on temporary data, the database of one department in a server of its own that is backed up. */
export class DrillHouse {
  readonly services = servicesOf(checkoutRoot());
  backedUp!: BackedUp;
  private readonly topology = JSON.parse(
    readFileSync(join(checkoutRoot(), 'deploy', 'nats', 'topology.json'), 'utf8'),
  ) as Topology;
  private readonly keys = new Set<string>();
  private readonly tokens = new Map<string, Promise<string>>();
  private readonly others: { stop(): Promise<void> }[] = [];
  private at!: Addresses;
  private secrets!: Secrets;
  private department?: Running;

  private constructor(
    readonly name: string,
    private readonly layout: Layout,
  ) {}

  /** `name` is the department that has a server of its own. */
  static async open(name: string): Promise<DrillHouse> {
    const data = await mkdtemp(join(tmpdir(), 'linli-drill-'));
    const layout = { ...layoutOf(checkoutRoot()), data, logs: join(data, 'logs') };
    await makeFolders(layout);
    const house = new DrillHouse(name, layout);
    try {
      await house.start();
      return house;
    } catch (error) {
      await house.close();
      throw error;
    }
  }

  desk(person: string, patienceMs = PATIENCE_MS): NotingDesk {
    const token = () => {
      const known = this.tokens.get(person) ?? devToken(this.at.issuer, person);
      this.tokens.set(person, known);
      return known;
    };
    return new NotingDesk({ gateway: this.at.gateway, token, patienceMs }, this.keys);
  }

  /** Asks a department's database, past its service. */
  rows<R extends object>(service: string, sql: string, values: readonly unknown[] = []): Promise<R[]> {
    return rowsOf(this.at.apart?.[service] ?? this.at.postgres, service, sql, values);
  }

  async stopDepartment(): Promise<void> {
    await this.department?.stop();
    this.department = undefined!;
  }

  async startDepartment(): Promise<void> {
    this.department = this.node(this.name, this.environmentOf(this.name));
    await this.ready([this.name]);
  }

  /** The department hears again what the others told since. */
  async rewind(since: Date): Promise<void> {
    const { nc } = await connectBus({ servers: this.at.nats, name: 'provision' });
    await rewind(nc, this.topology, this.name, since);
    await nc.close();
  }

  get natsUrl(): string {
    return this.at.nats;
  }

  async close(): Promise<void> {
    await this.stopDepartment();
    for (const each of this.others.reverse()) await each.stop();
    await this.backedUp?.server.stop();
    await rm(this.layout.data, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  private async start(): Promise<void> {
    const { layout, services, name } = this;
    const { data } = layout;
    const next = portsFrom(FIRST_PORT);
    const local = async () => `http://127.0.0.1:${await next()}`;
    this.secrets = await secretsFor(services, data);
    const [gateway, issuer, natsPort, ownPort] = [await local(), await local(), await next(), await next()];
    const health: Record<string, string> = {};
    for (const service of services) health[service] = await local();
    const [postgres, nats, own] = await Promise.all([
      startPostgres({ dataDir: join(data, 'postgres'), durable: false }),
      startNats({ storeDir: join(data, 'nats'), port: natsPort }),
      BackedUp.start(data, ownPort),
    ]);
    this.others.push(postgres, nats);
    this.backedUp = own;
    this.at = { gateway, issuer, nats: nats.url, postgres: postgres.url, health, apart: { [name]: own.server.url } };
    const { [name]: ownPassword = '', ...passwords } = this.secrets.databasePasswords;
    await Promise.all([
      ensureDatabases(postgres.url, passwords),
      ensureDatabases(own.server.url, { [name]: ownPassword }),
      this.provision(),
    ]);
    await migrate(
      services.map((service) => ({ service, env: this.environmentOf(service) })),
      layout,
      [],
    );
    const issuerKey = { ISSUER_URL: issuer, ISSUER_KEY_FILE: join(data, 'issuer.pem') };
    this.others.push(this.node('issuer', { NODE_ENV: 'development', PORT: new URL(issuer).port, ...issuerKey }));
    await this.ready([], [{ name: 'issuer', url: `${issuer}/health/live` }]);
    for (const service of services)
      if (service !== name) this.others.push(this.node(service, this.environmentOf(service)));
    this.others.push(this.node('gateway', gatewayEnvironment(this.at, this.secrets)));
    this.department = this.node(name, this.environmentOf(name));
    await this.ready(services, [{ name: 'gateway', url: `${gateway}/health/ready` }]);
  }

  private async provision(): Promise<void> {
    const { nc } = await connectBus({ servers: this.at.nats, name: 'provision' });
    await provision(nc, this.topology, { replicas: 1, maxBytes: 64 * MIB, filesMaxBytes: 64 * MIB });
    await nc.close();
  }

  private environmentOf(service: string): Record<string, string> {
    return { ...serviceEnvironment(service, this.at, this.secrets), STREAMS: 'expect' };
  }

  private node(name: string, env: Record<string, string>): Running {
    return startNode({ name, file: this.layout.bundle(name), env }, this.layout);
  }

  private async ready(services: readonly string[], others: { name: string; url: string }[] = []): Promise<void> {
    const awaited = services.map((name) => ({ name, url: `${this.at.health[name]}/health/ready` }));
    await untilReady([...awaited, ...others], { withinMs: READY_WITHIN_MS, hopeless: () => undefined });
  }
}
