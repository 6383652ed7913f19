import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findNatsServer, startNats, startPostgres, type NatsServer, type PostgresServer } from '@linli/testing/servers';
import { ensureDatabases } from './databases.js';
import { gatewayEnvironment, serviceEnvironment, type Addresses } from './environment.js';
import type { Layout } from './layout.js';
import { migrate } from './migrations.js';
import { lastLines, logFile, startNode } from './node-program.js';
import { portsFrom } from './ports.js';
import { postgresFolder } from './postgres-folder.js';
import { untilReady } from './readiness.js';
import type { Screen } from './screen.js';
import { secretsFor, type Secrets } from './secrets.js';
import type { Supervisor } from './supervisor.js';

const READY_WITHIN_MS = 60_000;
const HOPELESS_AFTER_RESTARTS = 3;

/** The whole system of one checkout: servers, issuer, services and gateway, in the order in which they need each other. */
export class System {
  readonly addresses: Addresses;
  private secrets!: Secrets;

  constructor(
    private readonly services: readonly string[],
    private readonly layout: Layout,
    private readonly screen: Screen,
    private readonly supervisor: Supervisor,
    port: number,
    private readonly postgresSettings: readonly string[] = [],
  ) {
    const gateway = `http://127.0.0.1:${port}`;
    const phones = join(layout.data, 'phones');
    this.addresses = { gateway, issuer: '', nats: '', postgres: '', phones, health: {} };
    this.port = port;
  }

  private readonly port: number;

  async start(): Promise<void> {
    const next = portsFrom(this.port + 1);
    this.secrets = await secretsFor(this.services, this.layout.data);
    const ports = { postgres: await next(), nats: await next(), monitor: await next(), issuer: await next() };
    for (const service of this.services) this.addresses.health[service] = `http://127.0.0.1:${await next()}`;
    await Promise.all([
      this.screen.step('PostgreSQL', () => this.startPostgres(ports.postgres)),
      this.screen.step('NATS', () => this.startNats(ports.nats, ports.monitor)),
      this.screen.step('development issuer', () => this.startIssuer(ports.issuer)),
    ]);
    const { postgres, nats } = this.addresses;
    await writeFile(join(this.layout.data, 'where.json'), JSON.stringify({ postgres, nats }), { mode: 0o600 });
    await this.screen.step('databases and migrations', () => this.prepareDatabases());
    await this.screen.step(`${this.services.length} services and the gateway`, () => this.startServices());
  }

  async stop(): Promise<void> {
    await this.supervisor.stop([['gateway'], [...this.services], ['issuer'], ['nats'], ['postgres']]);
  }

  /** Migrates and restarts one service after its bundle has changed. */
  async renew(service: string): Promise<void> {
    if (this.services.includes(service)) await this.migrate([service], []);
    await this.supervisor.renew(service);
  }

  private async startPostgres(port: number): Promise<void> {
    const dataDir = await postgresFolder(this.layout.data);
    const start = async (): Promise<PostgresServer> => {
      const server = await startPostgres({ dataDir, port, durable: true, settings: this.postgresSettings });
      this.addresses.postgres = server.url;
      return server;
    };
    await this.supervisor.add({ name: 'postgres', start });
  }

  private async startNats(port: number, monitorPort: number): Promise<void> {
    const program = await findNatsServer((line) => this.screen.say(`  ${line}`));
    const start = async (): Promise<NatsServer> => {
      const server = await startNats({ storeDir: join(this.layout.data, 'nats'), port, monitorPort }, program);
      this.addresses.nats = server.url;
      return server;
    };
    await this.supervisor.add({ name: 'nats', start });
  }

  private async startIssuer(port: number): Promise<void> {
    this.addresses.issuer = `http://127.0.0.1:${port}`;
    await this.addNode('issuer', {
      NODE_ENV: 'development',
      PORT: String(port),
      ISSUER_URL: this.addresses.issuer,
      ISSUER_KEY_FILE: join(this.layout.data, 'issuer.pem'),
    });
    await this.ready([{ name: 'issuer', url: `${this.addresses.issuer}/health/live` }]);
  }

  private async prepareDatabases(): Promise<void> {
    const made = await ensureDatabases(this.addresses.postgres, this.secrets.databasePasswords);
    await this.migrate(
      this.services,
      this.services.filter((service) => made.includes(service)),
    );
  }

  private async migrate(services: readonly string[], fresh: readonly string[]): Promise<void> {
    const all = services.map((service) => ({ service, env: this.environmentOf(service) }));
    await migrate(all, this.layout, fresh);
  }

  private async startServices(): Promise<void> {
    for (const service of this.services) await this.addNode(service, this.environmentOf(service));
    await this.addNode('gateway', gatewayEnvironment(this.addresses, this.secrets));
    await this.ready(this.health());
  }

  health(): { name: string; url: string }[] {
    const services = this.services.map((name) => ({ name, url: `${this.addresses.health[name]}/health/ready` }));
    return [{ name: 'gateway', url: `${this.addresses.gateway}/health/ready` }, ...services];
  }

  private environmentOf(service: string): Record<string, string> {
    return serviceEnvironment(service, this.addresses, this.secrets);
  }

  private async addNode(name: string, env: Record<string, string>): Promise<void> {
    const program = { name, file: this.layout.bundle(name), env };
    await this.supervisor.add({ name, start: async () => startNode(program, this.layout) });
  }

  private async ready(awaited: { name: string; url: string }[]): Promise<void> {
    const hopeless = (name: string) =>
      (this.supervisor.restartsOf(name) ?? 0) >= HOPELESS_AFTER_RESTARTS
        ? `${name} ends as soon as it is started`
        : undefined;
    try {
      await untilReady(awaited, { withinMs: READY_WITHIN_MS, hopeless });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const culprit = awaited.find(({ name }) => reason.startsWith(`${name} `))?.name;
      if (culprit === undefined) throw error;
      throw new Error(
        `${reason}. The end of ${logFile(this.layout, culprit)}:\n${await lastLines(this.layout, culprit)}`,
        {
          cause: error,
        },
      );
    }
  }
}
