import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { fieldsOf, type ReplyOf, type RequestClass } from '@linli/contracts';

/** What the gateway answers when it does not do what was asked (RFC 9457). */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly retryable?: boolean;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly flaws?: readonly { readonly field: string; readonly problem: string }[];
}

/** The gateway refused: `problem` says why, `text` is the whole body as it came. */
export class Refused extends Error {
  constructor(
    what: string,
    readonly problem: Problem,
    readonly text: string,
  ) {
    super(`${what}: ${problem.code}: ${problem.detail}${problem.flaws ? ` ${JSON.stringify(problem.flaws)}` : ''}`);
  }
}

/** The gateway was not reached, or was gone before it had answered: nobody knows whether it was done. */
export class Unanswered extends Error {}

/** Something that exists: its id and the version last seen. */
export interface Seen {
  readonly id: string;
  readonly version: number;
}

export interface DeskOptions {
  /** Address of the gateway. */
  readonly gateway: string;
  /** The access token of who sits here, asked for again whenever it is needed. */
  readonly token: () => Promise<string>;
  /** How long refusals that may pass (overload, a service that restarts) and lost connections are tried again; 0 unless told. */
  readonly patienceMs?: number;
}

interface Sending {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | FormData;
}

/** A colleague's desk: what he does reaches the house through the gateway's HTTP and nothing else, typed by the contracts. */
export class Desk {
  constructor(private readonly options: DeskOptions) {}

  /**
   * Sends a command or query by its HTTP face; the field of the version travels as If-Match. A command gets a key of its own
   * unless told. Throws `Refused`.
   */
  async ask<T extends object, C extends RequestClass<T>>(
    request: C & RequestClass<T>,
    message: NoInfer<Partial<InstanceType<C>>>,
    key: string = randomUUID(),
  ): Promise<ReplyOf<C>> {
    const text = await this.carry(request.name, sendingOf(request, { ...message }, key));
    return JSON.parse(text) as ReplyOf<C>;
  }

  /** A step on something that exists: its id stands in the path, the version seen in If-Match. Throws `Refused`. */
  step<T extends object, C extends RequestClass<T>>(
    request: C & RequestClass<T>,
    seen: Seen,
    message: NoInfer<Partial<InstanceType<C>>> = {},
    key?: string,
  ): Promise<ReplyOf<C>> {
    const [, param = 'id'] = /:(\w+)/.exec(request.http ?? '') ?? [];
    const whole = { ...message, [param]: seen.id, version: seen.version };
    return this.ask(request, whole, key);
  }

  /** The refusal that this meets; an error when it is carried out. */
  async refusal(attempt: (desk: this) => Promise<unknown>): Promise<Refused> {
    try {
      await attempt(this);
    } catch (error) {
      if (error instanceof Refused) return error;
      throw error;
    }
    throw new Error('this was carried out, a refusal was expected');
  }

  /** A page of the gateway by its path, as JSON. */
  async read<R = unknown>(path: string): Promise<R> {
    return JSON.parse(await this.carry(`GET ${path}`, { method: 'GET', path })) as R;
  }

  /** Puts a file into the house; commands name it by the id. */
  async upload(name: string, bytes: Uint8Array): Promise<string> {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(bytes)]), name);
    const text = await this.carry(`upload of ${name}`, { method: 'POST', path: '/files', body: form });
    return (JSON.parse(text) as { fileId: string }).fileId;
  }

  async download(fileId: string): Promise<Uint8Array> {
    const response = await this.fetch({ method: 'GET', path: `/files/${fileId}` });
    if (!response.ok) throw refusedBy(`download of ${fileId}`, response.status, await response.text());
    return new Uint8Array(await response.arrayBuffer());
  }

  private async carry(what: string, sending: Sending): Promise<string> {
    const until = performance.now() + (this.options.patienceMs ?? 0);
    for (;;) {
      const outcome = await this.attempt(what, sending);
      if (typeof outcome === 'string') return outcome;
      if (!mayPass(outcome) || performance.now() > until) throw outcome;
      await pause(200);
    }
  }

  private async attempt(what: string, sending: Sending): Promise<string | Error> {
    try {
      const response = await this.fetch(sending);
      const text = await response.text();
      return response.ok ? text : refusedBy(what, response.status, text);
    } catch (error) {
      // By name: where a test runs in a world of its own, fetch throws the TypeError of the world outside.
      if ((error as { name?: unknown } | null)?.name !== 'TypeError') throw error;
      return new Unanswered(`${what}: the connection was lost`, { cause: error });
    }
  }

  private async fetch({ method, path, headers, body }: Sending): Promise<Response> {
    return fetch(`${this.options.gateway}${path}`, {
      method,
      headers: { authorization: `Bearer ${await this.options.token()}`, ...headers },
      ...(body === undefined ? {} : { body }),
    });
  }
}

function sendingOf(request: RequestClass, message: Record<string, unknown>, key: string): Sending {
  const [method = '', face = ''] = (request.http ?? '').split(' ');
  if (face === '') throw new Error(`${request.name} has no HTTP face`);
  const rest = { ...message };
  const path = face.replace(/:(\w+)/g, (_, param: string) => {
    const value = rest[param];
    delete rest[param];
    return encodeURIComponent(String(value));
  });
  if (method === 'GET') {
    const query = new URLSearchParams(
      Object.entries(rest).map(([name, value]): [string, string] => [name, String(value)]),
    );
    return { method, path: query.size > 0 ? `${path}?${query.toString()}` : path };
  }
  const version = fieldsOf(request).find((field) => field.version)?.name;
  const headers: Record<string, string> = { 'content-type': 'application/json', 'idempotency-key': key };
  if (version !== undefined) {
    headers['if-match'] = `"${String(rest[version])}"`;
    delete rest[version];
  }
  return { method, path, headers, body: JSON.stringify(rest) };
}

function refusedBy(what: string, status: number, text: string): Refused {
  const known = text.startsWith('{') ? (JSON.parse(text) as Partial<Problem>) : {};
  return new Refused(what, { code: 'gateway.unreadable', detail: text.slice(0, 200), ...known, status }, text);
}

const mayPass = (failure: Error): boolean =>
  failure instanceof Refused ? failure.problem.retryable === true : failure instanceof Unanswered;
