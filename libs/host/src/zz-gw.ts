import { ConfigError, createLogger, GatewayConfig, metricsRegistry, onStop, readConfig } from '@linli/host';
import { connectBus, Tokens, inSpan, startTelemetry } from '@linli/bus';
console.log(ConfigError, createLogger, GatewayConfig, metricsRegistry, onStop, readConfig, connectBus, Tokens, inSpan, startTelemetry);
