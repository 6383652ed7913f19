import type { FastifyInstance } from 'fastify';
import { Histogram } from 'prom-client';
import type { Logger } from '@linli/host';
import { traceOf } from './trace.js';

const seconds = new Histogram({
  name: 'http_request_seconds',
  help: 'Time from the first byte of a request to the last of its answer, by route and status',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
});

/** Measures every request and, at level debug, writes one line for it: the route with its placeholders, no ids and no query. */
export function observe(fastify: FastifyInstance, logger?: Logger): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const { method } = request;
    const route = request.routeOptions.url ?? 'unknown';
    const status = reply.statusCode;
    seconds.observe({ method, route, status }, reply.elapsedTime / 1_000);
    if (logger?.isLevelEnabled('debug')) {
      const { traceId, correlationId } = traceOf(request);
      logger.debug({ method, route, status, ms: Math.round(reply.elapsedTime), traceId, correlationId }, 'request');
    }
    done();
  });
}
