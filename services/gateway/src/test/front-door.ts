import { connect as dial } from 'node:net';
import type { Msg } from '@nats-io/transport-node';
import { connectBus, encodeAnswer, encodeRefusal, Tokens, type BusConnection } from '@linli/bus';
import type { RequestClass } from '@linli/contracts';
import type { Logger } from '@linli/host';
import { type Refusal } from '@linli/kernel';
import { TestIssuer, workerNats, type Person } from '@linli/testing';
import { startGateway, type Gateway } from '../gateway.js';
import type { MostPerMinute } from '../limits/limits.js';
import { parcelContracts } from './parcels.js';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** What arrived at the service behind the gateway. */
export interface Arrived {
  readonly subject: string;
  readonly message: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly respond: (bytes: Uint8Array) => void;
}

type Answering = (arrived: Arrived) => Uint8Array | undefined | void;

export interface FrontDoorOptions {
  readonly requests?: readonly RequestClass[];
  readonly devIssuer?: string;
  readonly corsOrigins?: readonly string[];
  readonly logger?: Logger;
  readonly mostPerMinute?: MostPerMinute;
  readonly trustedProxies?: readonly string[];
  /** The NATS of this Jest worker unless told. */
  readonly servers?: string;
}

/** A gateway on a real bus with a service of a few lines behind it. */
export class FrontDoor {
  readonly arrived: Arrived[] = [];
  private answering = new Map<string, Answering>();

  private constructor(
    readonly gateway: Gateway,
    readonly issuer: TestIssuer,
    private readonly own: BusConnection,
    private readonly behind: BusConnection,
  ) {}

  static async open(options: FrontDoorOptions = {}): Promise<FrontDoor> {
    const {
      requests = parcelContracts,
      devIssuer,
      corsOrigins,
      logger,
      mostPerMinute,
      trustedProxies,
      servers = await workerNats(),
    } = options;
    const issuer = await TestIssuer.start();
    const own = await connectBus({ servers, name: 'gateway' });
    const gateway = await startGateway({
      requests,
      connection: own,
      tokens: new Tokens({ issuer: issuer.url, audience: 'linli', jwksUrl: `${issuer.url}/jwks` }),
      port: 0,
      host: '127.0.0.1',
      ...(devIssuer ? { devIssuer } : {}),
      ...(corsOrigins ? { corsOrigins } : {}),
      ...(logger ? { logger } : {}),
      ...(mostPerMinute ? { mostPerMinute } : {}),
      ...(trustedProxies ? { trustedProxies } : {}),
    });
    return new FrontDoor(gateway, issuer, own, await connectBus({ servers, name: 'parcels' }));
  }

  async close(): Promise<void> {
    await this.gateway.close();
    await this.own.drain();
    await this.behind.drain();
    await this.issuer.stop();
  }

  /** From now on the service answers this request so; a function may refuse, or stay silent with undefined. */
  async serve(request: RequestClass, answering: Answering): Promise<void> {
    const fresh = !this.answering.has(request.subject);
    this.answering.set(request.subject, answering);
    if (fresh)
      this.behind.nc.subscribe(request.subject, { queue: 'parcels', callback: (_error, msg) => this.receive(msg) });
    await this.behind.nc.flush();
  }

  /** The same for one answer that comes when it comes. */
  async serveLater(request: RequestClass, answer: Promise<Uint8Array>): Promise<void> {
    await this.serve(request, ({ respond }) => void answer.then(respond));
  }

  private receive(msg: Msg): void {
    const headers = Object.fromEntries((msg.headers?.keys() ?? []).map((name) => [name, msg.headers?.get(name) ?? '']));
    const respond = (bytes: Uint8Array) => void msg.respond(bytes);
    const arrived = { subject: msg.subject, message: msg.json<Record<string, unknown>>(), headers, respond };
    this.arrived.push(arrived);
    try {
      const reply = this.answering.get(msg.subject)?.(arrived);
      if (reply) msg.respond(reply);
    } catch (error) {
      msg.respond(encodeRefusal(error as Refusal));
    }
  }

  /** Sends a request as this person, or as nobody. Text bodies are sent as they are. */
  async send(
    person: Person | undefined,
    face: string,
    options: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Reply> {
    const [method = 'GET', path = '/'] = face.split(' ');
    const { body, headers = {} } = options;
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const token = person ? { authorization: `Bearer ${await this.issuer.token(person)}` } : {};
    const response = await fetch(`${this.gateway.url}${path}`, {
      method,
      headers: { ...json, ...token, ...headers },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' || body instanceof FormData ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = text !== '' && /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? (JSON.parse(text) as Reply['body']) : {},
    };
  }

  /** Writes bytes as they are to the gateway's port and gives all that comes back. */
  raw(bytes: string | Buffer): Promise<string> {
    const { port, hostname } = new URL(this.gateway.url);
    return new Promise((done, failed) => {
      const socket = dial({ port: Number(port), host: hostname });
      let heard = '';
      socket.setTimeout(3_000, () => socket.destroy());
      socket.on('data', (part: Buffer) => {
        heard += part.toString();
        if (/\r\n\r\n[{<]/.test(heard)) socket.end();
      });
      socket.on('close', () => done(heard));
      socket.on('error', (error) => (heard ? done(heard) : failed(error)));
      socket.write(bytes);
    });
  }
}

export const answers =
  (status: number, reply: object, replayed = false) =>
  () =>
    encodeAnswer(status, reply, replayed);

export const refuses = (refusal: Refusal) => (): Uint8Array => encodeRefusal(refusal);
