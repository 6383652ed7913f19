import { serviceDatabaseUrl } from './databases.js';
import type { Secrets } from './secrets.js';

/** Where everything of one running system is reached. */
export interface Addresses {
  gateway: string;
  issuer: string;
  nats: string;
  postgres: string;
  /** Departments whose database stands in a server of its own. */
  apart?: Record<string, string>;
  /** The folder of the phones to try the system with. */
  phones?: string;
  /** Health and metrics of each service, by name. */
  health: Record<string, string>;
}

const STOP_TIMEOUT_MS = '10000';

/** The environment of one service, as the README's table of settings names it. */
export function serviceEnvironment(service: string, at: Addresses, secrets: Secrets): Record<string, string> {
  return {
    ...(at.phones ? { PHONES_FOLDER: at.phones } : {}),
    ...common(at, secrets),
    SERVICE_NAME: service,
    HEALTH_PORT: new URL(at.health[service] ?? '').port,
    DATABASE_URL: serviceDatabaseUrl(
      at.apart?.[service] ?? at.postgres,
      service,
      secrets.databasePasswords[service] ?? '',
    ),
    PARTY_KEYS: secrets.partyKeys,
    PARTY_INDEX_KEY: secrets.partyIndexKey,
    PUBLIC_URL: at.gateway,
    AUDIT_KEYS: secrets.auditKeys,
  };
}

export function gatewayEnvironment(at: Addresses, secrets: Secrets): Record<string, string> {
  return {
    ...common(at, secrets),
    ...inherited('REQUESTS_PER_MINUTE', 'LOOKUPS_PER_MINUTE', 'VISITS_PER_MINUTE'),
    SERVICE_NAME: 'gateway',
    PORT: new URL(at.gateway).port,
    DEV_ISSUER: at.issuer,
  };
}

const inherited = (...names: string[]) =>
  Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))) as Record<
    string,
    string
  >;

function common(at: Addresses, secrets: Secrets): Record<string, string> {
  return {
    NODE_ENV: 'development',
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'info',
    NATS_URL: at.nats,
    ISSUER_URL: at.issuer,
    SERVICE_SECRET: secrets.serviceSecret,
    STOP_TIMEOUT_MS,
  };
}
