import { readFileSync } from 'node:fs';
import { DefaultLogger, UnderscoreNamingStrategy, type LoggerNamespace, type LoggerOptions } from '@mikro-orm/core';
import type { Options } from '@mikro-orm/postgresql';
import { WatchedClient } from './watched-client.js';

export interface OrmDefaults {
  readonly databaseUrl: string;
  readonly poolSize: number;
  /** Shown by PostgreSQL beside each connection: the name of the service. */
  readonly applicationName: string;
  /** Milliseconds until a connection on which the database does not answer is given up; 4,500 unless told. */
  readonly answerWithinMs?: number;
  /** Prints every statement, with its values; for a developer only. */
  readonly debug?: boolean;
  /** Gets the ORM's warnings, such as a connection that the server closed. */
  readonly warn?: (message: string) => void;
}

/**
 * Set for every connection: limits in milliseconds, so that no statement, lock or forgotten transaction holds the service up, and the
 * price of a random page on a disk without a moving head, so that a filtered page is read along its own index.
 */
const SESSION_LIMITS = {
  statement_timeout: 4_000,
  lock_timeout: 2_000,
  idle_in_transaction_session_timeout: 10_000,
  random_page_cost: 1.1,
} as const;

/** Above the server's own limit, so that a slow statement ends there, and below the 5 s that a caller waits. */
const ANSWER_WITHIN_MS = 4_500;

/**
 * What every service's MikroORM is configured with: one EntityManager per request only, UTC, snake_case, limits per session, no query log.
 * `sslmode` and `sslrootcert` of the address are obeyed.
 */
export function ormDefaults(defaults: OrmDefaults): Options {
  const { databaseUrl, poolSize, applicationName, answerWithinMs = ANSWER_WITHIN_MS, debug = false, warn } = defaults;
  return {
    clientUrl: databaseUrl,
    ...(debug ? { debug: true } : { debug: false, loggerFactory: (options) => new Warnings(options, warn) }),
    allowGlobalContext: false,
    forceUtcTimezone: true,
    namingStrategy: UnderscoreNamingStrategy,
    ensureDatabase: false,
    discovery: { warnWhenNoEntities: false },
    metadataCache: { enabled: false },
    pool: { min: 0, max: poolSize, idleTimeoutMillis: 60_000 },
    driverOptions: {
      ...connectionOf(databaseUrl, applicationName),
      options: sessionOptions(SESSION_LIMITS),
      Client: WatchedClient,
      answerWithinMs,
      connectionTimeoutMillis: answerWithinMs,
    },
  };
}

/** Lets warnings through and no statement: the ORM would print one that fails with its values. */
class Warnings extends DefaultLogger {
  constructor(
    options: LoggerOptions,
    private readonly tell?: (message: string) => void,
  ) {
    super(options);
  }

  override log(): void {}

  override logQuery(): void {}

  override warn(namespace: LoggerNamespace, message: string): void {
    if (namespace !== 'query') this.tell?.(message);
  }

  override error(namespace: LoggerNamespace, message: string): void {
    this.warn(namespace, message);
  }
}

/** What the ORM does not take from an address by itself. Rejects an unknown sslmode. */
export function connectionOf(databaseUrl: string, applicationName: string): Record<string, unknown> {
  const ssl = sslOf(new URL(databaseUrl).searchParams);
  return {
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    ...(ssl ? { ssl } : {}),
  };
}

/** Session settings as PostgreSQL takes them when a connection is opened. */
export function sessionOptions(settings: Readonly<Record<string, number>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
}

function sslOf(
  parameters: URLSearchParams,
): { rejectUnauthorized: boolean; ca?: string; checkServerIdentity?: () => undefined } | undefined {
  const mode = parameters.get('sslmode') ?? 'disable';
  const rootCertificate = parameters.get('sslrootcert');
  const ca = rootCertificate ? { ca: readFileSync(rootCertificate, 'utf8') } : {};
  switch (mode) {
    case 'disable':
      return undefined;
    case 'require':
      return { rejectUnauthorized: false, ...ca };
    case 'verify-ca':
      return { rejectUnauthorized: true, checkServerIdentity: () => undefined, ...ca };
    case 'verify-full':
      return { rejectUnauthorized: true, ...ca };
    default:
      throw new Error(`sslmode=${mode} in DATABASE_URL is not known; use disable, require, verify-ca or verify-full.`);
  }
}
