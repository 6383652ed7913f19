import { connectBus, Tokens, type BusConnection } from '@linli/bus';
import { requests, type Department, type EventClass } from '@linli/contracts';
import { Desk, ServiceUnderTest, workerNats, type LogLines, type Person, type TestIssuer } from '@linli/testing';
import { AppModule as ClientClub } from '../../client-club/src/app.module.js';
import { clientClub } from '../../client-club/src/service.js';
import { AppModule as Complaints } from '../../complaints/src/app.module.js';
import { complaints } from '../../complaints/src/service.js';
import { startGateway, type Gateway } from '../../gateway/src/gateway.js';
import { AppModule as InfoSharing } from '../../info-sharing/src/app.module.js';
import { infoSharing } from '../../info-sharing/src/service.js';
import { AppModule as MortgageCollection } from '../../mortgage-collection/src/app.module.js';
import { mortgageCollection } from '../../mortgage-collection/src/service.js';
import { AppModule as PropertyMoveIn } from '../../property-move-in/src/app.module.js';
import { propertyMoveIn } from '../../property-move-in/src/service.js';
import { AppModule as SalesOffice } from '../../sales-office/src/app.module.js';
import { salesOffice } from '../../sales-office/src/service.js';

const departments = [
  [SalesOffice, salesOffice],
  [MortgageCollection, mortgageCollection],
  [PropertyMoveIn, propertyMoveIn],
  [Complaints, complaints],
  [ClientClub, clientClub],
  [InfoSharing, infoSharing],
] as const;

/** The departments as they are defined, with entities and migrations. */
export const definitions = departments.map(([, definition]) => definition);

/** The whole house in one process: six departments, each on its own database, behind the real gateway. */
export class House {
  private constructor(
    private readonly opened: Map<Department, ServiceUnderTest>,
    private readonly first: ServiceUnderTest,
    private readonly gateway: Gateway,
    private readonly connection: BusConnection,
  ) {}

  /** All six departments, or only those that are named. */
  static open(...only: readonly Department[]): Promise<House> {
    return House.noting(undefined, ...only);
  }

  /** The same, and all that is logged anywhere in the house is kept. */
  static async noting(log: LogLines | undefined, ...only: readonly Department[]): Promise<House> {
    let first: ServiceUnderTest | undefined;
    const open = new Map<Department, ServiceUnderTest>();
    for (const [module, definition] of departments) {
      if (only.length > 0 && !only.includes(definition.name as Department)) continue;
      const options = { ...(first ? { beside: first } : {}), ...(log ? { log } : {}) };
      const department = await ServiceUnderTest.start(module, definition, options);
      first ??= department;
      open.set(definition.name as Department, department);
    }
    if (!first) throw new Error('there is no department');
    const { url: issuer } = first.issuer;
    const connection = await connectBus({ servers: await workerNats(), name: 'gateway' });
    const tokens = new Tokens({ issuer, audience: 'linli', jwksUrl: `${issuer}/jwks` });
    const logger = log ? { logger: log.loggerOf('gateway') } : {};
    const gateway = await startGateway({ requests, connection, tokens, port: 0, host: '127.0.0.1', ...logger });
    return new House(open, first, gateway, connection);
  }

  /** Where this colleague works: all he can do goes through the gateway. */
  desk(person: Person): Desk {
    return new Desk({ gateway: this.gateway.url, token: () => this.first.issuer.token(person) });
  }

  /** The bare bus, as somebody reaches it who got hold of the gateway's password. */
  get wire(): BusConnection['nc'] {
    return this.connection.nc;
  }

  get issuer(): TestIssuer {
    return this.first.issuer;
  }

  get url(): string {
    return this.gateway.url;
  }

  /** The departments that are open, by name. */
  get departments(): ReadonlyMap<Department, ServiceUnderTest> {
    return this.opened;
  }

  /** What an app of this colleague knows: the address of the gateway, and a token whenever he logs in. */
  access(person: Person): { readonly gateway: string; readonly login: () => Promise<string> } {
    return { gateway: this.gateway.url, login: () => this.first.issuer.token(person) };
  }

  /** Days pass in all departments; what is due by then fires. */
  async travel(interval: string): Promise<void> {
    await Promise.all([...this.opened.values()].map((department) => department.travel(interval)));
  }

  /** The moment it is now in the house. */
  async now(): Promise<Date> {
    const [row] = await this.first.rows<{ at: string }>('select app_now()::text as at');
    return new Date(row?.at ?? Number.NaN);
  }

  /** What a department told the others, oldest first. */
  async told<E extends object>(name: Department, event: EventClass<E>): Promise<E[]> {
    return (await this.opened.get(name)?.published(event)) ?? [];
  }

  /** Closes one department's office; the others work on. Not the sales office, which all the others began with. */
  async stop(name: Department): Promise<void> {
    await this.opened.get(name)?.stop();
    this.opened.delete(name);
  }

  async close(): Promise<void> {
    await this.gateway.close();
    await this.connection.drain();
    for (const department of [...this.opened.values()].reverse()) await department.stop();
  }
}
