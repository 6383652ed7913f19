import { Env } from './config.js';
import * as read from './config-readers.js';

export type NodeEnv = 'development' | 'test' | 'production';
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

const nodeEnvs: readonly NodeEnv[] = ['development', 'test', 'production'];
const logLevels: readonly LogLevel[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];

/** What every process reads. NODE_ENV is production unless it says otherwise, so that nothing for development runs by mistake. */
export class ProcessConfig {
  @Env('NODE_ENV', read.choice(nodeEnvs), { default: 'production', example: 'development' })
  readonly nodeEnv!: NodeEnv;

  @Env('LOG_LEVEL', read.choice(logLevels), { default: 'info', example: 'info' })
  readonly logLevel!: LogLevel;

  /** Comma-separated. */
  @Env('NATS_URL', read.listed(read.address(['nats', 'tls'])), {
    secret: true,
    guessable: (written) => written.split(',').map(read.guessablePassword).find(Boolean),
    example: 'nats://127.0.0.1:4222',
  })
  readonly natsUrl!: string;

  /** Who makes missing streams and consumers; in production the provisioning step, and the service's user may not. */
  @Env('STREAMS', read.choice(['make', 'expect'] as const), {
    default: (nodeEnv: string) => (nodeEnv === 'production' ? 'expect' : 'make'),
    example: 'expect',
  })
  readonly streams!: 'make' | 'expect';

  /** Copies of each stream that the process makes itself; with STREAMS=expect the provisioning step decides. */
  @Env('STREAM_REPLICAS', read.whole({ min: 1, max: 5 }), {
    default: (nodeEnv: string) => (nodeEnv === 'production' ? 3 : 1),
    example: '3',
  })
  readonly streamReplicas!: number;

  /** The `iss` of the tokens that are accepted. */
  @Env('ISSUER_URL', read.address(['https', 'http']), { example: 'https://id.example.com' })
  readonly issuerUrl!: string;

  @Env('ISSUER_AUDIENCE', read.text(), { default: 'linli', example: 'linli' })
  readonly issuerAudience!: string;

  /** Where the issuer's keys are; found through the issuer's discovery document when it is not set. */
  @Env('JWKS_URL', read.address(['https', 'http']), { optional: true, example: 'https://id.example.com/jwks' })
  readonly jwksUrl?: string;

  /** Milliseconds from the signal until the process ends, whatever still runs. */
  @Env('STOP_TIMEOUT_MS', read.whole({ min: 100, max: 600_000 }), { default: 35_000, example: '35000' })
  readonly stopTimeoutMs!: number;
}

/** What a service with a database reads. */
export class ServiceConfig extends ProcessConfig {
  @Env('SERVICE_NAME', read.kebab, { example: 'complaints' })
  readonly serviceName!: string;

  @Env('HEALTH_PORT', read.port, { example: '9101' })
  readonly healthPort!: number;

  @Env('HEALTH_HOST', read.text(), { default: everywhereInProduction, example: '0.0.0.0' })
  readonly healthHost!: string;

  @Env('DATABASE_URL', read.address(['postgres', 'postgresql'], { path: true }), {
    secret: true,
    guessable: read.guessablePassword,
    example: 'postgres://app:password@127.0.0.1:5432/complaints',
  })
  readonly databaseUrl!: string;

  /** Connections to the database per process. */
  @Env('POOL_SIZE', read.whole({ min: 1, max: 100 }), { default: 10, example: '10' })
  readonly poolSize!: number;

  /** Where the brokers can be asked how they keep events; not asked unless told. */
  @Env('NATS_MONITOR_URL', read.several(read.address(['http', 'https'])), {
    optional: true,
    example: 'http://nats-0:8222,http://nats-1:8222,http://nats-2:8222',
  })
  readonly natsMonitorUrl?: readonly string[];

  /** Keys that seal personal data. */
  @Env('PARTY_KEYS', read.keyRing, {
    secret: true,
    guessable: read.guessableKeys,
    example: 'k1:$(openssl rand -base64 32)',
  })
  readonly partyKeys!: string;

  /** Key of the blind indexes that find sealed data again. */
  @Env('PARTY_INDEX_KEY', read.key32, {
    secret: true,
    guessable: read.guessableKeys,
    example: '$(openssl rand -base64 32)',
  })
  readonly partyIndexKey!: string;

  /** Where customers reach the house from outside; without it no links are sent to them. */
  @Env('PUBLIC_URL', read.address(['http', 'https']), { optional: true, example: 'https://service.example.com' })
  readonly publicUrl?: string;

  /** Where that which is sent to phones can be read by who tries the system. */
  @Env('PHONES_FOLDER', read.text(), { optional: true, developmentOnly: true, example: '.data/phones' })
  readonly phonesFolder?: string;

  /** Keys that sign the chain over the change and read log. */
  @Env('AUDIT_KEYS', read.keyRing, {
    secret: true,
    guessable: read.guessableKeys,
    example: 'k1:$(openssl rand -base64 32)',
  })
  readonly auditKeys!: string;

  /** Signs the questions of one service to another; the same in all of them. */
  @Env('SERVICE_SECRET', read.text({ min: 32 }), {
    secret: true,
    guessable: read.guessableSecret,
    example: '$(openssl rand -hex 32)',
  })
  readonly serviceSecret!: string;
}

/** Loopback on a developer's machine, every interface where the process runs in a container. */
export function everywhereInProduction(nodeEnv: string): string {
  return nodeEnv === 'production' ? '0.0.0.0' : '127.0.0.1';
}
