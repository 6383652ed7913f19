import { randomFillSync } from 'node:crypto';
import { Refusal } from '@linli/kernel';
import type * as Api from '@opentelemetry/api';

export type SpanKindName = 'internal' | 'server' | 'client' | 'producer' | 'consumer';
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** Running telemetry; `stop` sends what is still waiting. */
export interface Telemetry {
  readonly on: boolean;
  stop(): Promise<void>;
}

interface Tracing {
  readonly api: typeof Api;
  readonly tracer: Api.Tracer;
}

let tracing: Tracing | undefined;

/**
 * Sends traces to OTEL_EXPORTER_OTLP_ENDPOINT (and obeys the other OTEL_* variables). Where it is not set nothing is loaded and
 * spans cost nothing; trace ids are made and passed on all the same.
 */
export async function startTelemetry(
  options: { serviceName: string; version: string },
  env: NodeJS.ProcessEnv = process.env,
): Promise<Telemetry> {
  if (!env['OTEL_EXPORTER_OTLP_ENDPOINT'] || env['OTEL_SDK_DISABLED'] === 'true')
    return { on: false, stop: async () => undefined };
  const [api, { NodeSDK }] = await Promise.all([import('@opentelemetry/api'), import('@opentelemetry/sdk-node')]);
  // Metrics are read by Prometheus and logs from standard output: only traces are sent.
  const sdk = new NodeSDK({
    serviceName: options.serviceName,
    metricReaders: [],
    logRecordProcessors: [],
    instrumentations: [],
  });
  sdk.start();
  tracing = { api, tracer: api.trace.getTracer('linli', options.version) };
  return {
    on: true,
    async stop() {
      tracing = undefined;
      // A collector that is away must not keep the service from stopping.
      await sdk.shutdown().catch(() => undefined);
      for (const each of [api.trace, api.context, api.propagation]) each.disable();
    },
  };
}

/**
 * Runs `fn` as a span under `parent` (a traceparent header) or the current span, and gives it the traceparent to pass on. Without
 * telemetry only that text is made. A Refusal ends the span with its code, any other error as failed; no error text is recorded.
 */
export function inSpan<T>(
  name: string,
  kind: SpanKindName,
  parent: string | undefined,
  attributes: SpanAttributes | undefined,
  fn: (traceparent: string) => T,
): T {
  if (!tracing) return fn(traceparentOf(parent));
  const { api, tracer } = tracing;
  const above = parent === undefined ? undefined : parse(parent);
  const active = api.context.active();
  const context = above ? api.trace.setSpanContext(active, { ...above, isRemote: true }) : active;
  const span = tracer.startSpan(
    name,
    { kind: api.SpanKind[upper[kind]], ...(attributes ? { attributes } : {}) },
    context,
  );
  const fail = (error: unknown): never => {
    end(span, api, error);
    throw error;
  };
  try {
    const result = api.context.with(api.trace.setSpan(context, span), () => fn(format(span.spanContext())));
    if (!(result instanceof Promise)) {
      span.end();
      return result;
    }
    const settled: Promise<unknown> = result.then((value: unknown) => {
      span.end();
      return value;
    }, fail);
    return settled as T;
  } catch (error) {
    return fail(error);
  }
}

const upper = {
  internal: 'INTERNAL',
  server: 'SERVER',
  client: 'CLIENT',
  producer: 'PRODUCER',
  consumer: 'CONSUMER',
} as const;

function end(span: Api.Span, api: typeof Api, error: unknown): void {
  if (error instanceof Refusal) span.setAttribute('error.type', error.code);
  else span.setAttribute('error.type', error instanceof Error ? error.name : 'unknown');
  if (!(error instanceof Refusal) || error.kind === 'internal') span.setStatus({ code: api.SpanStatusCode.ERROR });
  span.end();
}

/** The traceparent to send along: the current span's, else the incoming one when it is well-formed, else a new one. */
export function traceparentOf(incoming?: string): string {
  const current = tracing?.api.trace.getActiveSpan()?.spanContext();
  if (current) return format(current);
  if (incoming !== undefined && WELL_FORMED.test(incoming)) return incoming;
  const ids = randomHex();
  return `00-${ids.slice(0, 32)}-${ids.slice(32)}-01`;
}

/** The trace id inside a traceparent, for logs and error answers. */
export function traceIdOf(traceparent: string): string {
  return traceparent.slice(3, 35);
}

const WELL_FORMED = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

function parse(traceparent: string): Api.SpanContext | undefined {
  if (!WELL_FORMED.test(traceparent)) return undefined;
  const [, traceId = '', spanId = '', flags = '00'] = traceparent.split('-');
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) };
}

function format({ traceId, spanId, traceFlags }: Api.SpanContext): string {
  return `00-${traceId}-${spanId}-${(traceFlags & 0xff).toString(16).padStart(2, '0')}`;
}

// Random bytes are fetched for some 170 traces at once: one system call each would cost more than all the rest.
const ID_BYTES = 24;
const pool = Buffer.allocUnsafe(ID_BYTES * 170);
let used = pool.length;

function randomHex(): string {
  if (used >= pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += ID_BYTES;
  return pool.toString('hex', used - ID_BYTES, used);
}
