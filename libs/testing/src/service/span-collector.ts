import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

interface Attribute {
  key: string;
  value: { stringValue?: string };
}

/** A span as it travels to a collector. */
export interface CollectedSpan {
  name: string;
  /** 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  kind: number;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  status: { code?: number };
  attributes: Attribute[];
}

interface Export {
  resourceSpans: { resource: { attributes: Attribute[] }; scopeSpans: { spans: CollectedSpan[] }[] }[];
}

/** An OpenTelemetry collector that keeps what it gets. `environment` makes a process send its spans there, at once. */
export class SpanCollector {
  /** Everything that came, as it came. */
  readonly received: Export[] = [];

  private constructor(
    readonly environment: Readonly<Record<string, string>>,
    readonly close: () => Promise<void>,
  ) {}

  static async start(): Promise<SpanCollector> {
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const body = Buffer.concat(parts);
        const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString();
        collector.received.push(JSON.parse(text) as Export);
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const environment = {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_BSP_SCHEDULE_DELAY: '50',
    };
    const collector = new SpanCollector(environment, async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    });
    return collector;
  }

  spans(): CollectedSpan[] {
    return this.received.flatMap(({ resourceSpans }) =>
      resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
    );
  }

  /** The first span of this name, in this trace if one is given; an error when there is none. */
  span(name: string, traceId?: string): CollectedSpan {
    const found = this.spans().find((each) => each.name === name && (!traceId || each.traceId === traceId));
    if (!found) throw new Error(`the collector never saw ${name}`);
    return found;
  }
}
