import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import multipart from '@fastify/multipart';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { type Doors } from './doors.js';
import { jsonOf } from './json-body.js';
import { pathOf } from './problem-filter.js';
import { PROBLEM_TYPE, problemOf, refusalOf, shaped } from './problem.js';
import { securityHeaders } from './security-headers.js';
import { traceOf } from './trace.js';

const LARGEST_BODY = 256 * 1_024;
export const LARGEST_FILE = 20 * 1_024 * 1_024;
const HEADERS_MS = 15_000;

/** Fastify as the gateway needs it: strict JSON, problems for everything that fails before Nest is reached, security headers. */
export async function httpAdapter(doors: Doors, trustedProxies?: readonly string[]): Promise<FastifyAdapter> {
  const adapter = new FastifyAdapter({
    bodyLimit: LARGEST_BODY,
    ...(trustedProxies ? { trustProxy: [...trustedProxies] } : {}),
    // Requests on open connections are still served while the gateway stops; the answer closes the connection.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 200 },
    requestTimeout: 60_000,
    http: { headersTimeout: HEADERS_MS },
    // The house needs no Express-style middleware, and each request would pay for it.
    skipMiddie: true,
    multipart: false,
    frameworkErrors: beforeRouting,
    clientErrorHandler: beforeParsing,
  });
  const fastify = adapter.getInstance();
  fastify.addHook('onRoute', ({ url, method }) => doors.add(url, [method].flat()));
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, jsonOf(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
  await fastify.register(multipart, {
    limits: { fileSize: LARGEST_FILE, files: 1, fields: 20, fieldSize: 10_000, headerPairs: 50 },
  });
  fastify.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(securityHeaders);
    done();
  });
  return adapter;
}

/** What the router cannot read, such as a broken percent-encoding. */
function beforeRouting(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const refusal = refusalOf(error) ?? refusalOf({ statusCode: 400 });
  if (!refusal) throw error;
  const problem = problemOf(refusal, { instance: pathOf(request.url), traceId: traceOf(request).traceId });
  void reply.code(problem.status).header('content-type', PROBLEM_TYPE).send(JSON.stringify(problem));
}

/** What Node's HTTP parser refuses: there is no request and no reply yet, only the socket. */
function beforeParsing(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const problem =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? shaped(431, 'request.headers-too-large', '请求头和路径合计超过 16 KB，请减少后再试。')
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? shaped(408, 'request.too-slow', '请求没有及时传完，请重新提交。')
        : shaped(400, 'request.malformed', '请求不是正确的 HTTP 格式，请检查后再试。');
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\nContent-Type: ${PROBLEM_TYPE}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
