import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuse, Refusal } from '@linli/kernel';
import { visitorOf } from '../auth/visitor.js';
import { inTrace, type Trace } from '../http/trace.js';
import { Limits } from '../limits/limits.js';
import { isLookup } from '../limits/lookup.js';
import { bind, keyOf, type Incoming } from './bind.js';
import { Courier } from './courier.js';
import type { Route } from './route.js';

const JSON_TYPE = 'application/json; charset=utf-8';
/** Answers are about persons: no browser and no proxy keeps them. */
export const NOT_KEPT = 'private, no-store';

/** Passes a request on to its service and the answer back; the reply's bytes are not looked at. */
@Injectable()
export class Door {
  constructor(
    private readonly courier: Courier,
    private readonly limits: Limits,
  ) {}

  pass(route: Route, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return inTrace(request, route.name, (trace) => this.carry(route, request, reply, trace));
  }

  private async carry(
    route: Route,
    request: FastifyRequest,
    reply: FastifyReply,
    { correlationId, traceparent }: Trace,
  ): Promise<void> {
    const caller = route.open ? undefined : visitorOf(request);
    if (!caller) await this.limits.take(request.ip, 'visits');
    if (route.method === 'POST' && isForm(request)) throw onlyJson();
    const key = route.method === 'POST' ? keyOf(request.headers) : undefined;
    const message = bind(route, request as Incoming);
    if (caller && isLookup(route.request, message)) await this.limits.take(caller.actor.id, 'lookups');
    const answer = await this.courier.send(route.request, message, {
      ...(caller ? { token: caller.token } : {}),
      correlationId,
      traceparent,
      ...(key === undefined ? {} : { key }),
    });
    reply.code(answer.status).header('content-type', JSON_TYPE).header('cache-control', NOT_KEPT);
    if (answer.version !== undefined) reply.header('etag', `"${answer.version}"`);
    if (answer.replayed) reply.header('idempotent-replayed', 'true');
    if (answer.status === 201 && route.location !== undefined) {
      const made = locationOf(route.location, message, answer.body);
      if (made) reply.header('location', made);
    }
    await reply.send(answer.body);
  }
}

const isForm = ({ headers }: FastifyRequest): boolean => headers['content-type']?.startsWith('multipart/') ?? false;

/** Bodies of other types are refused by the parser; forms are parsed for uploads only. */
export const onlyJson = () =>
  new Refusal(
    'unsupported-type',
    'request.unsupported-type',
    '请以 application/json 提交内容，文件请以 multipart/form-data 上传到 /files。',
  );

/** The path of what was made; undefined when the reply has no id. */
function locationOf(path: string, message: Record<string, unknown>, body: Uint8Array): string | undefined {
  const { id } = JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString()) as { id?: unknown };
  if (typeof id !== 'string') return undefined;
  const parent = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(message[name])));
  return `${parent}/${encodeURIComponent(id)}`;
}

/** For a path that no contract and no page has. */
export const unknownPath = () => refuse.notFound('request.unknown-path', '没有这个路径，全部路径见 /docs。');
