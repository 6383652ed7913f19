import { createHash, randomBytes } from 'node:crypto';
import { ConsoleLogger, type Type } from '@nestjs/common';
import { jetstreamManager } from '@nats-io/jetstream';
import { v7 as uuid7 } from 'uuid';
import { Ask, AuditKeys, Tokens, type Answer, type AskOptions } from '@linli/bus';
import type { CommandClass, EventClass, ReplyOf, RequestClass } from '@linli/contracts';
import {
  assembleService,
  migrateService,
  migrationsOf,
  type AssembledService,
  type ServiceDefinition,
} from '@linli/host';
import { Refusal, type RefusalKind } from '@linli/kernel';
import { Sealer } from '@linli/parties';
import { createDatabase, databaseUrl, dropDatabase, sharedPostgres, workerNats } from '../servers/index.js';
import { eventually } from './eventually.js';
import type { LogLines } from './log-lines.js';
import { projectsOfCast } from './cast.js';
import { TestIssuer, type Person } from './test-issuer.js';

const SECRET = 'a secret of tests, thirty-two characters';
const key = () => randomBytes(32).toString('base64');
/** What signs the chains of the services under test. */
export const AUDIT_KEYS = `k1:${key()}`;
const keys = { keys: { k1: key() }, currentKeyId: 'k1', indexKey: key() };

export interface UnderTestOptions {
  /** Waits of consumers are divided by this, 20 unless told. */
  readonly haste?: number;
  /** Keep the streams of services that run beside this one in the same spec. */
  readonly beside?: ServiceUnderTest;
  /** Changes the address of its database, to lead it through a proxy. */
  readonly databaseThrough?: (url: string) => string;
  /** Milliseconds until a silent connection to the database is given up. */
  readonly databaseAnswersWithinMs?: number;
  /** Keeps what it logs. */
  readonly log?: LogLines;
  /** Projects that it has heard of, those of the cast unless told. */
  readonly projects?: readonly string[];
  /** Another replica of this one: they share the database. Stop it first. */
  readonly replicaOf?: ServiceUnderTest;
}

/** A whole service on a database of its own and a real NATS, with what a spec needs to talk to it. */
export class ServiceUnderTest {
  private constructor(
    readonly service: AssembledService,
    readonly issuer: TestIssuer,
    readonly name: string,
    private readonly databaseUrl: string,
    private readonly dispose: () => Promise<void>,
  ) {}

  static async start(
    module: Type,
    definition: ServiceDefinition,
    options: UnderTestOptions = {},
  ): Promise<ServiceUnderTest> {
    const server = await sharedPostgres();
    const natsUrl = await workerNats();
    const { replicaOf } = options;
    const beside = options.beside ?? replicaOf;
    const database = `t_${definition.name.replaceAll('-', '_')}_${uuid7().replaceAll('-', '')}`;
    const url =
      replicaOf?.databaseUrl ?? (await createDatabase(server, database, await templateOf(server, definition)));
    const issuer = beside?.issuer ?? (await TestIssuer.start());
    const service = await assembleService({
      module,
      definition,
      databaseUrl: options.databaseThrough?.(url) ?? url,
      ...(options.databaseAnswersWithinMs ? { databaseAnswersWithinMs: options.databaseAnswersWithinMs } : {}),
      natsUrl,
      poolSize: 8,
      tokens: new Tokens({ issuer: issuer.url, audience: 'linli', jwksUrl: `${issuer.url}/jwks` }),
      serviceSecret: SECRET,
      sealer: new Sealer(keys),
      publicUrl: 'https://linli.test',
      auditKeys: AuditKeys.of(AUDIT_KEYS),
      logger: options.log?.nestLoggerOf(definition.name) ?? (process.env['TEST_LOG'] ? new ConsoleLogger() : false),
      haste: options.haste ?? 20,
      maxBytes: 64 * 1024 * 1024,
    });
    await eventually(
      () => service.bus.notReady().length === 0,
      `${definition.name} does not listen to the events of others`,
      20_000,
    );
    const dept = new ServiceUnderTest(service, issuer, definition.name, url, async () => {
      const jsm = await jetstreamManager(service.connection.nc, { checkAPI: false });
      const names: string[] = [];
      if (!beside) for await (const stream of jsm.streams.list()) names.push(stream.config.name);
      await service.stop();
      if (!beside) await issuer.stop();
      await forgetStreams(natsUrl, names);
      if (!replicaOf) await dropDatabase(server, database);
    });
    if (!replicaOf) await dept.knows(...(options.projects ?? projectsOfCast));
    return dept;
  }

  /** These projects were opened before, and the service has heard of it. Nothing happens in one that keeps no copy of the projects. */
  async knows(...codes: readonly string[]): Promise<void> {
    const [copy] = await this.rows<{ kept: boolean }>(`select to_regclass('known_project') is not null as kept`);
    if (!copy?.kept) return;
    const projects = codes.map((code) => ({ project_id: code, owner_department: 'PROJECT_DEPT' }));
    await this.rows(
      'insert into known_project select * from jsonb_populate_recordset(null::known_project, ?::jsonb) on conflict (project_id) do nothing',
      [JSON.stringify(projects)],
    );
  }

  /** Sends a request as this person; a command gets a key of its own unless told. */
  async ask<T extends object, C extends RequestClass<T>>(
    person: Person,
    request: C & RequestClass<T>,
    message: NoInfer<Partial<InstanceType<C>>>,
    options: AskOptions = {},
  ): Promise<ReplyOf<C>> {
    const answer = await this.send(person, request, message, options);
    return JSON.parse(Buffer.from(answer.body).toString()) as ReplyOf<C>;
  }

  async send(person: Person, request: RequestClass, message: object, options: AskOptions = {}): Promise<Answer> {
    const token = await this.issuer.token(person);
    const isCommand = request.subject.startsWith('cmd.');
    return this.service.connection.ask.send(request, message, {
      token,
      ...(isCommand ? { key: uuid7() } : {}),
      ...options,
    });
  }

  /** The refusal that this request meets; an error when it is carried out. */
  async refusal(
    person: Person,
    request: RequestClass,
    message: object,
    options: AskOptions = {},
  ): Promise<Refusal & { kind: RefusalKind }> {
    try {
      await this.send(person, request, message, options);
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
    throw new Error(`${(request as CommandClass).subject} was carried out, a refusal was expected`);
  }

  /** Asks as this service does for itself, without a person. */
  askAs<T extends object, C extends RequestClass<T>>(
    service: string,
    request: C & RequestClass<T>,
    message: NoInfer<Partial<InstanceType<C>>>,
  ): Promise<ReplyOf<C>> {
    return new Ask(this.service.connection.nc, service, SECRET).ask(request, message);
  }

  /** Rows of the service's database. */
  rows<R extends object>(sql: string, values: readonly unknown[] = []): Promise<R[]> {
    return this.service.orm.em.fork().execute<R[]>(sql, [...values]);
  }

  /** Payloads of the events of this class in the outbox, oldest first. */
  async published<E extends object>(event: EventClass<E>): Promise<E[]> {
    const rows = await this.rows<{ payload: E }>(
      'select payload from outbox where event_type = ? order by occurred_at, aggregate_seq',
      [event.subject],
    );
    return rows.map(({ payload }) => payload);
  }

  /** Moves the service's clock: everything that is due by then fires. */
  async travel(interval: string): Promise<void> {
    await this.rows('update app_clock set ahead = ahead + ?::interval', [interval]);
    await this.rows(`select pg_notify('clock', '')`);
  }

  /** Waits until every event of the outbox has been published. */
  async quiet(): Promise<void> {
    await eventually(
      async () =>
        (await this.rows<{ many: number }>('select count(*)::int as many from outbox where published_at is null'))[0]
          ?.many === 0,
      `${this.name} still has unpublished events`,
    );
  }

  /** Publishes a fact of another service as its relay would; `sequence` is its place in the aggregate's history. */
  async tell<E extends object>(
    event: EventClass<E>,
    payload: NoInfer<E>,
    place: { aggregateId: string; sequence: number; eventId?: string },
  ): Promise<void> {
    const { headers } = await import('@nats-io/transport-node');
    const { jetstream } = await import('@nats-io/jetstream');
    const eventId = place.eventId ?? uuid7();
    const head = headers();
    head.set('ce-id', eventId);
    head.set('ce-source', event.subject.split('.')[1] ?? '');
    head.set('ce-type', event.subject);
    head.set('ce-time', new Date().toISOString());
    head.set('ce-subject', place.aggregateId);
    head.set('ce-sequence', String(place.sequence));
    await jetstream(this.service.connection.nc).publish(
      `${event.subject}.${place.aggregateId}`,
      JSON.stringify(payload),
      { headers: head },
    );
  }

  /** How far this service has come with an aggregate of another one. */
  async progress(producer: string, aggregateId: string): Promise<number> {
    const rows = await this.rows<{ last_seq: number | string }>(
      'select last_seq from inbox_progress where consumer = ? and aggregate_id = ?',
      [`${this.name}--from--${producer}`, aggregateId],
    );
    return Number(rows[0]?.last_seq ?? 0);
  }

  /** Makes the relay compare its outbox with the stream now, as it does after a reconnect. */
  async auditBroker(): Promise<void> {
    await this.service.bus.auditBroker();
  }

  async stop(): Promise<void> {
    await this.dispose();
  }
}

const templates = new Map<string, Promise<string>>();

/** The template database of a service, migrated once for each form of its migrations and shared by all specs of the run. */
function templateOf(server: string, definition: ServiceDefinition): Promise<string> {
  const migrations = migrationsOf(definition);
  const fingerprint = createHash('sha1').update(JSON.stringify(migrations)).digest('hex').slice(0, 12);
  const name = `tpl_${definition.name.replaceAll('-', '_')}_${fingerprint}`;
  const template = templates.get(name) ?? migrated(server, name, migrations);
  templates.set(name, template);
  template.catch(() => templates.delete(name));
  return template;
}

async function migrated(
  server: string,
  template: string,
  migrations: ReturnType<typeof migrationsOf>,
): Promise<string> {
  const made = await createDatabase(server, template).then(
    () => true,
    (error: { code?: string }) => {
      if (error.code === '42P04' || error.code === '23505') return false;
      throw error;
    },
  );
  if (made) {
    await migrateService({ databaseUrl: databaseUrl(server, template), migrations });
    await createDatabase(server, `${template}_done`);
  } else {
    await eventually(() => exists(server, `${template}_done`), `another worker did not finish ${template}`, 30_000);
  }
  return template;
}

async function exists(server: string, name: string): Promise<boolean> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    return rowCount === 1;
  } finally {
    await client.end();
  }
}

async function forgetStreams(natsUrl: string, names: readonly string[]): Promise<void> {
  const { connect } = await import('@nats-io/transport-node');
  const nc = await connect({ servers: natsUrl });
  const jsm = await jetstreamManager(nc, { checkAPI: false });
  for (const name of names) await jsm.streams.delete(name).catch(() => false);
  await nc.close();
}
