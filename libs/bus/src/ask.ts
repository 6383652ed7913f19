import { headers as natsHeaders, NoRespondersError, RequestError, TimeoutError, type NatsConnection } from '@nats-io/transport-node';
import type { ReplyOf, RequestClass } from '@linli/contracts';
import { Refusal } from '@linli/kernel';
import { decodeAnswer, type Answer } from './envelope.js';
import { serviceToken } from './service-tokens.js';

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

const isNoResponders = (error: unknown) =>
  error instanceof NoRespondersError || (error instanceof RequestError && (error.isNoResponders() || error.cause instanceof NoRespondersError));

/** Asks another service and waits for its answer, at most until the deadline. For asking, never for causing. */
export class Ask {
  constructor(
    private readonly nc: NatsConnection,
    private readonly name: string,
    private readonly secret?: string,
  ) {}

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
    try {
      const reply = await this.nc.request(request.subject, JSON.stringify(message), { timeout, headers });
      return decodeAnswer(reply.data);
    } catch (error) {
      if (error instanceof Refusal) throw error;
      if (isNoResponders(error)) {
        throw new Refusal('unavailable', 'bus.no-responders', 'This department is not running at the moment; try again in a minute.', { details: { sent: false } });
      }
      if (error instanceof TimeoutError || (error instanceof RequestError && error.cause instanceof TimeoutError)) {
        throw new Refusal('deadline', 'bus.deadline', 'No answer came in time; send it again with the same Idempotency-Key.');
      }
      throw new Refusal('unavailable', 'bus.not-connected', 'The bus is not reachable at the moment; try again in a minute.');
    }
  }

  /** Like `send`, with the reply parsed. */
  async ask<T extends object, C extends RequestClass<T>>(request: C & RequestClass<T>, message: NoInfer<Partial<InstanceType<C>>>, options?: AskOptions): Promise<ReplyOf<C>> {
    const answer = await this.send(request, message, options);
    return JSON.parse(decoder.decode(answer.body)) as ReplyOf<C>;
  }
}
