import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { inSpan, traceIdOf, traceparentOf } from '@linli/bus';

/** What binds the log lines, events and spans of one request together. */
export interface Trace {
  readonly traceparent: string;
  readonly traceId: string;
  readonly correlationId: string;
}

const TRACE = Symbol('trace');
type Traced = Pick<FastifyRequest, 'headers'> & { [TRACE]?: Trace };

const CORRELATION = /^[\w.:-]{8,100}$/;

/** Taken over from the caller's `traceparent` and `x-correlation-id` where they are well-formed, else new. */
export function traceOf(request: Traced): Trace {
  return request[TRACE] ?? remember(request, traceparentOf(callerOf(request)));
}

/** Runs `work` as the span of this request. */
export function inTrace<T>(request: Traced, name: string, work: (trace: Trace) => T): T {
  return inSpan(name, 'server', callerOf(request), undefined, (traceparent) => work(remember(request, traceparent)));
}

function callerOf({ headers }: Traced): string | undefined {
  const { traceparent } = headers;
  return typeof traceparent === 'string' ? traceparent : undefined;
}

function remember(request: Traced, traceparent: string): Trace {
  const { 'x-correlation-id': given } = request.headers;
  const correlationId = typeof given === 'string' && CORRELATION.test(given) ? given : randomUUID();
  const trace = { traceparent, traceId: traceIdOf(traceparent), correlationId };
  request[TRACE] = trace;
  return trace;
}
