import { Refusal, refuse } from '@linli/kernel';
import type { FieldMeta } from '@linli/contracts';
import type { Route } from './route.js';

/** What binding reads of an HTTP request. */
export interface Incoming {
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | string[] | undefined>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

/**
 * Turns a request into the message of its contract: names only, nothing is validated here but what HTTP alone can get wrong.
 * Text of paths and query strings becomes a number or boolean where it reads as one; else it is passed on for the service to refuse.
 */
export function bind(route: Route, incoming: Incoming): Record<string, unknown> {
  const message = route.method === 'GET' ? fromQuery(route, incoming.query) : fromBody(incoming.body);
  for (const field of route.params) {
    const value = plain(field, incoming.params[field.name] ?? '');
    if (message[field.name] !== undefined && message[field.name] !== value) throw contradiction(field.name, 'the path');
    message[field.name] = value;
  }
  if (route.version) {
    const { name } = route.version;
    const version = seenVersion(incoming.headers['if-match']);
    if (message[name] !== undefined && message[name] !== version) throw contradiction(name, 'the If-Match header');
    message[name] = version;
  }
  return message;
}

function fromBody(body: unknown): Record<string, unknown> {
  if (body === undefined || body === null) return {};
  if (typeof body !== 'object' || Array.isArray(body)) {
    throw refuse.invalid('request.not-an-object', 'The body must be a JSON object.');
  }
  return { ...body };
}

function fromQuery(route: Route, query: Incoming['query']): Record<string, unknown> {
  const message: Record<string, unknown> = {};
  for (const name of Object.keys(query)) {
    const given = query[name];
    const field = route.rest.find((each) => each.name === name);
    if (!field) throw flawed(name, unknownIn(route, name));
    const values = (Array.isArray(given) ? given : [given ?? '']).filter((value) => value !== '');
    if (values.length === 0) continue;
    if (field.list) {
      message[name] = values.flatMap((value) => value.split(',')).map((value) => plain(field, value));
    } else if (values.length === 1) {
      message[name] = plain(field, values[0] ?? '');
    } else {
      throw flawed(name, `${name} is given ${values.length} times, but takes one value`);
    }
  }
  return message;
}

const unknownIn = ({ rest }: Route, name: string): string => {
  const known = rest.map((field) => field.name);
  return `there is no query field ${JSON.stringify(name.slice(0, 60))}; there ${known.length ? `are ${known.join(', ')}` : 'is none'}`;
};

const WHOLE = /^-?\d{1,16}$/;
const NUMBER = /^-?\d{1,15}(\.\d{1,10})?$/;

function plain({ type }: FieldMeta, text: string): unknown {
  switch (type) {
    case 'int':
    case 'fen':
      return WHOLE.test(text) ? Number(text) : text;
    case 'decimal':
      return NUMBER.test(text) ? Number(text) : text;
    case 'bool':
      return text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : text;
    default:
      return text;
  }
}

const VERSION = /^(?:(?:W\/)?"(\d{1,10})"|(\d{1,10}))$/;

function seenVersion(header: string | string[] | undefined): number {
  if (header === undefined || header === '') {
    throw new Refusal(
      'version-required',
      'request.version-missing',
      'Send the version you have seen in the header If-Match; it is the ETag of the answer to GET.',
    );
  }
  const [, quoted, bare] = (typeof header === 'string' && VERSION.exec(header.trim())) || [];
  const digits = quoted ?? bare;
  if (digits === undefined)
    throw refuse.invalid(
      'request.version-malformed',
      'If-Match takes one version such as "3", the ETag of the answer to GET.',
    );
  return Number(digits);
}

const KEY = /^[\x21-\x7e]{8,200}$/;

/** The Idempotency-Key that every command must bring. */
export function keyOf(headers: Incoming['headers']): string {
  const key = headers['idempotency-key'];
  if (key === undefined || key === '') {
    throw refuse.invalid(
      'request.key-missing',
      'Send the header Idempotency-Key with 8 to 200 printable characters: a new one for each new request, the same one to repeat it.',
    );
  }
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw refuse.invalid(
      'request.key-malformed',
      'An Idempotency-Key has 8 to 200 printable characters without blanks, such as a UUID.',
    );
  }
  return key;
}

const flawed = (field: string, problem: string) =>
  refuse.invalid('request.invalid', 'Some fields are not right; see flaws for each of them.', {
    flaws: [{ field, problem }],
  });

const contradiction = (field: string, where: string) =>
  refuse.invalid('request.contradiction', `${field} in the body is another than in ${where}; send it once.`, {
    flaws: [{ field, problem: `differs from ${where}` }],
  });
