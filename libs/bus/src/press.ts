import { headers as natsHeaders, type MsgHdrs } from '@nats-io/transport-node';
import { setTimeout as sleep } from 'node:timers/promises';
import { Mux } from './mux.js';
import type { BusConnection } from './connect.js';
import { streamOf } from './streams.js';

/** An event as it goes to the stream. */
export interface Printed {
  readonly eventId: string;
  readonly id: string;
  readonly sequence: number;
  /** The event's subject, without the id of the aggregate. */
  readonly event: string;
  readonly payload: object;
  readonly headers: { actor?: string; correlationId?: string; causationId?: string; traceparent?: string };
  readonly at: string;
}

interface PubAck {
  readonly stream?: string;
  /** 0 from a cluster that has the event from another publisher and is still at it. */
  readonly seq?: number;
  readonly error?: { readonly description?: string };
}

const TIMEOUT_MS = 2_000;
const ASK_AGAIN_MS = 10;

/** Publishes events of one service to its stream, over an inbox of its own: the client's own way costs three times as much. */
export class Press {
  private readonly mux: Mux;
  private readonly stream: string;

  constructor(
    private readonly service: string,
    { nc, together }: Pick<BusConnection, 'nc' | 'together'>,
  ) {
    this.mux = new Mux(nc, `_INBOX_${service}`, together);
    this.stream = streamOf(service);
  }

  /** The place in the stream that the event got, or had already; an error when the broker did not take it, or nobody knows. */
  async publish(event: Printed): Promise<number> {
    const until = performance.now() + TIMEOUT_MS;
    let seq = await this.placeOf(event);
    while (seq === 0 && performance.now() < until) {
      await sleep(ASK_AGAIN_MS);
      seq = await this.placeOf(event);
    }
    if (seq === 0) throw new Error(`${this.stream} does not say where it put the event`);
    return seq;
  }

  private async placeOf(event: Printed): Promise<number> {
    const subject = `${event.event}.${event.id}`;
    const msg = await this.mux.request(subject, JSON.stringify(event.payload), this.headersOf(event), TIMEOUT_MS);
    const { stream, seq, error } = msg.json<PubAck>();
    if (error || stream !== this.stream || typeof seq !== 'number')
      throw new Error(error?.description ?? `${this.stream} did not take the event`);
    return seq;
  }

  private headersOf({ eventId, id, sequence, event, headers, at }: Printed): MsgHdrs {
    const { actor, correlationId, causationId, traceparent } = headers;
    const head = natsHeaders();
    head.set('Nats-Msg-Id', eventId);
    head.set('Nats-Expected-Stream', this.stream);
    head.set('ce-id', eventId);
    head.set('ce-source', this.service);
    head.set('ce-type', event);
    head.set('ce-time', at);
    head.set('ce-subject', id);
    head.set('ce-sequence', String(sequence));
    head.set('content-type', 'application/json');
    if (actor) head.set('x-actor', actor);
    if (correlationId) head.set('x-correlation-id', correlationId);
    if (causationId) head.set('x-causation-id', causationId);
    if (traceparent) head.set('traceparent', traceparent);
    return head;
  }
}
