import {
  Logger,
  Module,
  type DynamicModule,
  type INestMicroservice,
  type LoggerService,
  type Type,
} from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import type { ArgumentsHost, RpcExceptionFilter } from '@nestjs/common';
import type { EntityName } from '@mikro-orm/core';
import { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { throwError, type Observable } from 'rxjs';
import {
  Ask,
  type AuditKeys,
  auditTables,
  Bus,
  BusServer,
  ChangeNoter,
  Files,
  Parked,
  Reader,
  busTables,
  ClockPolicy,
  clockDesk,
  clockTables,
  DepartmentCalendar,
  connectBus,
  inboxTables,
  operations,
  type BusConnection,
} from '@linli/bus';
import type { Tokens } from '@linli/bus';
import { fillInTokens, learnPinyin, MaskedParties, Party, PartySearch, partyTables, Sealer } from '@linli/parties';
import { Export, exports, exportTables, ExportWorker, type Paper } from '@linli/papers';
import type { ServiceMigration } from './migrate.js';
import { DevelopmentPhones } from './development-phones.js';
import { PublicAddress } from './public-address.js';
import { ormDefaults } from './orm.js';

/** What a service is made of beside its module: its name, its entities, its migrations, oldest first, and the papers it gives out. */
export interface ServiceDefinition {
  readonly name: string;
  readonly entities: readonly EntityName<object>[];
  readonly migrations: readonly ServiceMigration[];
  readonly papers?: readonly Paper[];
}

/** The tables of the bus, the persons and the exports, and the service's own, in the order they are applied. */
export const migrationsOf = (definition: ServiceDefinition): ServiceMigration[] => [
  ...busTables,
  ...clockTables,
  ...inboxTables,
  ...auditTables,
  ...partyTables,
  ...exportTables,
  ...definition.migrations,
];

export interface AssembleOptions {
  readonly module: Type;
  readonly definition: ServiceDefinition;
  readonly databaseUrl: string;
  readonly natsUrl: string;
  readonly poolSize: number;
  /** Milliseconds until a silent connection to the database is given up. */
  readonly databaseAnswersWithinMs?: number;
  readonly tokens: Pick<Tokens, 'verify'>;
  readonly serviceSecret: string;
  readonly sealer: Sealer;
  readonly publicUrl?: string;
  readonly phonesFolder?: string;
  /** What the chain over the logs is signed with. */
  readonly auditKeys: AuditKeys;
  readonly logger?: LoggerService | false;
  readonly warn?: (message: string) => void;
  /** All waits of consumers are divided by this: 1 in production, more in tests. */
  readonly haste?: number;
  readonly replicas?: number;
  readonly maxBytes?: number;
  /** Streams and consumers are made by a step of their own, not by the service. */
  readonly provisioned?: boolean;
}

/** A service that runs: answers, reacts, publishes. */
export interface AssembledService {
  readonly app: INestMicroservice;
  readonly orm: MikroORM;
  readonly connection: BusConnection;
  readonly bus: Bus;
  stop(): Promise<void>;
}

/** Connects database and bus, makes the Nest application and starts it; whoever calls decides about signals and health. */
export async function assembleService(options: AssembleOptions): Promise<AssembledService> {
  const { definition, databaseUrl, poolSize, tokens, serviceSecret, natsUrl } = options;
  const { name } = definition;
  const keepsPersons = definition.entities.includes(Party);
  if (keepsPersons) await learnPinyin();
  const orm = await MikroORM.init({
    ...ormDefaults({
      databaseUrl,
      poolSize,
      applicationName: name,
      ...(options.warn ? { warn: options.warn } : {}),
      ...(options.databaseAnswersWithinMs ? { answerWithinMs: options.databaseAnswersWithinMs } : {}),
    }),
    entities: [...definition.entities, Parked, Export, ClockPolicy, DepartmentCalendar] as never[],
    subscribers: [new ChangeNoter()],
  });
  const connection = await connectBus({ servers: natsUrl, name, secret: serviceSecret });
  const reader = new Reader(orm.em);
  const files = new Files(connection.nc);
  const { papers = [] } = definition;
  const worker = new ExportWorker({ em: orm.em, reader, files, ask: connection.ask, papers });
  const server = new BusServer({ service: name, connection, em: orm.em, tokens, serviceSecret });
  const app = await NestFactory.createMicroservice(surround(options, { orm, connection, reader, files, worker }), {
    strategy: server,
    logger: options.logger ?? false,
    abortOnError: false,
  });
  await app.listen();
  const stream = {
    replicas: options.replicas ?? 1,
    maxBytes: options.maxBytes ?? 256 * 1024 * 1024,
    provisioned: options.provisioned ?? false,
  };
  const bus = new Bus({
    service: name,
    connection,
    em: orm.em,
    databaseUrl,
    server,
    stream,
    auditKeys: options.auditKeys,
    ...(options.haste ? { haste: options.haste } : {}),
  });
  await bus.start();
  worker.start();
  let stopping = false;
  const filledIn = keepsPersons ? fillIn(orm, options.sealer, () => stopping) : undefined;
  return {
    app,
    orm,
    connection,
    bus,
    async stop() {
      stopping = true;
      await worker.stop();
      await bus.stop();
      await filledIn;
      await app.close();
      await orm.close(true);
    },
  };
}

async function fillIn(orm: MikroORM, sealer: Sealer, stopped: () => boolean): Promise<void> {
  const logger = new Logger('parties');
  try {
    const { filled, broken } = await fillInTokens(orm.em, sealer, stopped);
    if (filled > 0) logger.log(`${filled} persons from before can be searched now`);
    if (broken > 0) logger.warn(`${broken} persons cannot be searched: a key of theirs is missing in PARTY_KEYS`);
  } catch (error) {
    logger.warn(`Some persons from before cannot be searched yet: ${(error as Error).message.split('\n')[0]}`);
  }
}

/** Refusals and errors reach the bus as they are; Nest would turn them into "Internal server error". */
class AsTheyAre implements RpcExceptionFilter {
  catch(error: unknown, _host: ArgumentsHost): Observable<never> {
    return throwError(() => error);
  }
}

@Module({})
class Surroundings {}

interface Parts {
  readonly orm: MikroORM;
  readonly connection: BusConnection;
  readonly reader: Reader;
  readonly files: Files;
  readonly worker: ExportWorker;
}

function surround(options: AssembleOptions, { orm, connection, reader, files, worker }: Parts): DynamicModule {
  const { name, papers = [] } = options.definition;
  const everywhere = [
    { provide: EntityManager, useValue: orm.em },
    { provide: Reader, useValue: reader },
    { provide: MaskedParties, useValue: new MaskedParties(reader) },
    { provide: PartySearch, useValue: new PartySearch(reader, options.sealer) },
    { provide: Ask, useValue: connection.ask },
    { provide: Files, useValue: files },
    { provide: Sealer, useValue: options.sealer },
    { provide: PublicAddress, useValue: new PublicAddress(options.publicUrl) },
    { provide: DevelopmentPhones, useValue: new DevelopmentPhones(options.phonesFolder) },
    { provide: ExportWorker, useValue: worker },
  ];
  return {
    module: Surroundings,
    global: true,
    imports: [options.module],
    controllers: [...operations(name), ...clockDesk(name), ...exports(name, papers)],
    providers: [...everywhere, { provide: APP_FILTER, useValue: new AsTheyAre() }],
    exports: everywhere.map(({ provide }) => provide),
  };
}
