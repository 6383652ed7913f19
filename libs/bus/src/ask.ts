import { headers as natsHeaders, type NatsConnection } from '@nats-io/transport-node';
import type { ReplyOf, RequestClass } from '@linli/contracts';
import { decodeAnswer, type Answer } from './envelope.js';
import { Mux } from './mux.js';
import { serviceToken } from './service-tokens.js';
import { Together } from './together.js';

export interface AskOptions {
  /** The person's bearer token; without it the service asks for itself. */
  readonly token?: string;
  /** Idempotency-Key of a command. */
  readonly key?: string;
  readonly correlationId?: string;
  readonly traceparent?: string;
  /** How long the asker waits, 5,000 ms unless told; the time that is left travels with the message. */
  readonly timeoutMs?: number;
}

const decoder = new TextDecoder();

/** Asks another service and waits for its answer, at most until the deadline. For asking, never for causing. */
export class Ask {
  private readonly mux: Mux;

  constructor(
    nc: NatsConnection,
    private readonly name: string,
    private readonly secret?: string,
    together = new Together(),
  ) {
    this.mux = new Mux(nc, `_INBOX_${name}`, together);
  }

  /** The answer with its body as bytes; throws the Refusal of the other side, `unavailable` (nothing was sent) or `deadline`. */
  async send(request: RequestClass, message: object, options: AskOptions = {}): Promise<Answer> {
    const timeout = options.timeoutMs ?? 5_000;
    const headers = natsHeaders();
    headers.set('x-timeout-ms', String(Math.max(0, timeout - 50)));
    if (options.token) headers.set('x-token', options.token);
    else if (this.secret) headers.set('x-service', serviceToken(this.name, this.secret));
    if (options.key) headers.set('x-key', options.key);
    if (options.correlationId) headers.set('x-correlation-id', options.correlationId);
    if (options.traceparent) headers.set('traceparent', options.traceparent);
    const reply = await this.mux.request(request.subject, JSON.stringify(message), headers, timeout);
    return decodeAnswer(reply.data);
  }

  /** Like `send`, with the reply parsed. */
  async ask<T extends object, C extends RequestClass<T>>(
    request: C & RequestClass<T>,
    message: NoInfer<Partial<InstanceType<C>>>,
    options?: AskOptions,
  ): Promise<ReplyOf<C>> {
    const answer = await this.send(request, message, options);
    return JSON.parse(decoder.decode(answer.body)) as ReplyOf<C>;
  }
}
