import type { Type } from '@nestjs/common';
import { startTelemetry, Tokens } from '@linli/bus';
import { Sealer } from '@linli/parties';
import { assembleService, migrationsOf, type ServiceDefinition } from './assemble.js';
import { ConfigError, readConfig } from './config.js';
import { serveHealth } from './health.js';
import { createLogger, nestLogger } from './logging.js';
import { metricsRegistry } from './metrics.js';
import { migrateService } from './migrate.js';
import { ServiceConfig } from './service-config.js';
import { onStop } from './stopping.js';


function configured(): ServiceConfig {
  try {
    return readConfig(ServiceConfig);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/** Runs a service until a signal stops it: configuration, logs, health, metrics, traces, database, bus, graceful stop. */
export async function startService(module: Type, definition: ServiceDefinition): Promise<void> {
  const config = configured();
  const logger = createLogger({ service: definition.name, level: config.logLevel });
  const telemetry = await startTelemetry({ serviceName: definition.name, version: '0.1.0' });
  const closed = { yes: false };
  let missing: () => string[] = () => ['starting'];
  const health = await serveHealth({
    port: config.healthPort,
    host: config.healthHost,
    registry: metricsRegistry(definition.name),
    live: () => !closed.yes,
    checks: {
      start() {
        const names = missing();
        if (names.length > 0) throw new Error(names.join(', '));
      },
    },
  });
  health.notReady('starting');
  const service = await assembleService({
    module,
    definition,
    databaseUrl: config.databaseUrl,
    natsUrl: config.natsUrl,
    poolSize: config.poolSize,
    tokens: new Tokens({ issuer: config.issuerUrl, audience: config.issuerAudience, ...(config.jwksUrl ? { jwksUrl: config.jwksUrl } : {}) }),
    serviceSecret: config.serviceSecret,
    sealer: Sealer.fromEnvironment({ PARTY_KEYS: config.partyKeys, PARTY_INDEX_KEY: config.partyIndexKey }),
    logger: nestLogger(logger),
    warn: message => logger.warn(message),
  });
  void service.connection.closed.then(() => (closed.yes = true));
  missing = () => (service.connection.nc.isClosed() ? ['bus'] : service.bus.notReady());
  health.ready();
  logger.info('ready');
  onStop(
    [
      ['readiness', () => health.notReady('stopping')],
      ['service', () => service.stop()],
      ['health', () => health.close()],
      ['telemetry', () => telemetry.stop()],
    ],
    { limitMs: config.stopTimeoutMs, logger },
  );
}

/** Brings the service's database up to date and ends. A step of its own, before the service is rolled out. */
export async function migrate(definition: ServiceDefinition): Promise<void> {
  const { DATABASE_URL: databaseUrl } = process.env;
  if (!databaseUrl) {
    process.stderr.write('DATABASE_URL is missing; give the address of the database that is to be migrated.\n');
    process.exit(1);
  }
  await migrateService({ databaseUrl, migrations: migrationsOf(definition), applied: name => process.stdout.write(`${definition.name}: ${name}\n`) });
}
