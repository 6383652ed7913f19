export { ConfigError, Env, readConfig, type ConfigClass, type EnvOptions } from './config.js';
export * as read from './config-readers.js';
export type { Reader } from './config-readers.js';
export { ProcessConfig, ServiceConfig, type LogLevel, type NodeEnv } from './service-config.js';
export { GatewayConfig } from './gateway-config.js';
export { createLogger, nestLogger, type Logger, type LoggerOptions } from './logging.js';
export { errorFields } from './error-fields.js';
export { serveHealth, type Health, type HealthOptions } from './health.js';
export { measured, metricsRegistry } from './metrics.js';
export { onStop, type Stopping, type StopOptions, type StopStep } from './stopping.js';
export { ormDefaults, type OrmDefaults } from './orm.js';
export { migrateService, type MigrateOptions, type ServiceMigration } from './migrate.js';
export {
  assembleService,
  migrationsOf,
  type AssembledService,
  type AssembleOptions,
  type ServiceDefinition,
} from './assemble.js';
export { DevelopmentPhones } from './development-phones.js';
export { PublicAddress } from './public-address.js';
export { migrate, startService } from './start-service.js';
