import type { Type } from '@nestjs/common';
import { AuditKeys, idsOfWork, startTelemetry, Tokens } from '@linli/bus';
import { Sealer } from '@linli/parties';
import { assembleService, migrationsOf, type AssembledService, type ServiceDefinition } from './assemble.js';
import { checkBrokerDisks } from './broker-disk.js';
import { address } from './config-readers.js';
import { ConfigError, Env, readConfig, type ConfigClass } from './config.js';
import { serveHealth } from './health.js';
import { createLogger, nestLogger } from './logging.js';
import { metricsRegistry } from './metrics.js';
import { migrateService } from './migrate.js';
import { ServiceConfig } from './service-config.js';
import { onStop } from './stopping.js';

class MigrationConfig {
  @Env('DATABASE_URL', address(['postgres', 'postgresql'], { path: true }), {
    secret: true,
    example: 'postgres://owner:password@127.0.0.1:5432/complaints',
  })
  readonly databaseUrl!: string;
}

/** The configuration, or the list of what is wrong with it on standard error and the end of the process. */
function configured<T extends object>(config: ConfigClass<T>): T {
  try {
    return readConfig(config);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/** Runs a service until a signal stops it: configuration, logs, health, metrics, traces, database, bus, graceful stop. */
export async function startService(module: Type, definition: ServiceDefinition): Promise<void> {
  const config = configured(ServiceConfig);
  const logger = createLogger({ service: definition.name, level: config.logLevel, context: idsOfWork });
  const telemetry = await startTelemetry({ serviceName: definition.name, version: '0.1.0' });
  const running: { service?: AssembledService } = {};
  let lost = false;
  const missing = () => {
    const { service } = running;
    if (!service) return ['starting'];
    return service.connection.nc.isClosed() ? ['bus'] : service.bus.notReady();
  };
  const health = await serveHealth({
    port: config.healthPort,
    host: config.healthHost,
    registry: metricsRegistry(definition.name),
    live: () => !lost,
    checks: {},
    missing,
  });
  onStop(
    [
      ['readiness', () => health.notReady('stopping')],
      ['service', () => running.service?.stop()],
      ['health', () => health.close()],
      ['telemetry', () => telemetry.stop()],
    ],
    { limitMs: config.stopTimeoutMs, logger },
  );
  const service = await assembleService({
    module,
    definition,
    databaseUrl: config.databaseUrl,
    natsUrl: config.natsUrl,
    poolSize: config.poolSize,
    provisioned: config.streams === 'expect',
    replicas: config.streamReplicas,
    tokens: new Tokens({
      issuer: config.issuerUrl,
      audience: config.issuerAudience,
      ...(config.jwksUrl ? { jwksUrl: config.jwksUrl } : {}),
    }),
    serviceSecret: config.serviceSecret,
    sealer: Sealer.fromEnvironment({ PARTY_KEYS: config.partyKeys, PARTY_INDEX_KEY: config.partyIndexKey }),
    ...(config.publicUrl ? { publicUrl: config.publicUrl } : {}),
    ...(config.phonesFolder ? { phonesFolder: config.phonesFolder } : {}),
    auditKeys: AuditKeys.of(config.auditKeys),
    logger: nestLogger(logger),
    warn: (message) => logger.warn(message),
  });
  running.service = service;
  for (const wrong of await checkBrokerDisks(config.natsMonitorUrl ?? [])) logger.error(wrong);
  void service.connection.closed.then(() => (lost = true));
  logger.info('ready');
}

/** Brings the service's database up to date and ends. A step of its own, before the service is rolled out. */
export async function migrate(definition: ServiceDefinition): Promise<void> {
  const { databaseUrl } = configured(MigrationConfig);
  await migrateService({
    databaseUrl,
    migrations: migrationsOf(definition),
    applied: (name) => process.stdout.write(`${definition.name}: ${name}\n`),
  });
}
