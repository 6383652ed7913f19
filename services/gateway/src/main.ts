import { connectBus, startTelemetry, Tokens } from '@linli/bus';
import { requests } from '@linli/contracts';
import { ConfigError, createLogger, GatewayConfig, metricsRegistry, onStop, readConfig } from '@linli/host';
import { startGateway } from './gateway.js';

function configured(): GatewayConfig {
  try {
    return readConfig(GatewayConfig);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

const config = configured();
const logger = createLogger({ service: 'gateway', level: config.logLevel });
const telemetry = await startTelemetry({ serviceName: 'gateway', version: '0.1.0' });
metricsRegistry('gateway');
const connection = await connectBus({ servers: config.natsUrl, name: 'gateway' });
const { issuerUrl: issuer, issuerAudience: audience, jwksUrl, port, host, devIssuer, corsOrigins } = config;
const gateway = await startGateway({
  requests,
  connection,
  tokens: new Tokens({ issuer, audience, ...(jwksUrl ? { jwksUrl } : {}) }),
  port,
  host,
  logger,
  mostPerMinute: {
    requests: config.requestsPerMinute,
    lookups: config.lookupsPerMinute,
    visits: config.visitsPerMinute,
  },
  counters: { replicas: config.streamReplicas, provisioned: config.streams === 'expect' },
  ...(config.trustedProxies ? { trustedProxies: config.trustedProxies } : {}),
  ...(devIssuer ? { devIssuer } : {}),
  ...(corsOrigins ? { corsOrigins } : {}),
});
logger.info({ url: gateway.url }, 'ready');

onStop(
  [
    ['readiness', () => gateway.notReady('stopping')],
    ['http', () => gateway.close()],
    ['bus', () => connection.drain()],
    ['telemetry', () => telemetry.stop()],
  ],
  { limitMs: config.stopTimeoutMs, logger },
);
