import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { fieldsOf, requests, roles, type FieldMeta, type Role } from '@linli/contracts';
import { colleague, stranger, type Person } from '@linli/testing';
import type { House } from '../house.js';
import { record, spoilt, type KnownIds } from './messages.js';

/** A request as it goes over the wire. */
export interface Shot {
  readonly operation: string;
  readonly person: Person;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Template {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly roles: readonly Role[];
  readonly params: readonly FieldMeta[];
  readonly rest: readonly FieldMeta[];
  readonly versioned: boolean;
}

const templates: readonly Template[] = requests.flatMap((request) => {
  const [method, path] = (request.http ?? '').split(' ');
  if (!method || !path) return [];
  const fields = fieldsOf(request);
  const params = fields.filter((field) => path.includes(`:${field.name}`));
  const version = method === 'POST' ? fields.find((field) => field.version) : undefined;
  const rest = fields.filter((field) => field !== version && !params.includes(field));
  return {
    name: request.name,
    method,
    path,
    roles: request.roles ?? [],
    params,
    rest,
    versioned: version !== undefined,
  };
});

const mostly = <T>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<T>, weight = 6): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: rare });

const KEYS = ['', 'short', 'x'.repeat(201), 'with blank in it', 'a-key-used-again'];
const VERSIONS = ['', '*', '"0"', '"-1"', 'W/"1"', '"1", "2"', '99999999999', 'abc'];
const BODIES = [
  '',
  '{',
  'null',
  '[]',
  '"text"',
  '7',
  '[['.repeat(200),
  '{"a":1}{"b":2}',
  '{"__proto__":{"a":1}}',
  '{"a":',
];
const PATHS = [
  '%00',
  '%2e%2e%2f',
  'not-an-id',
  '%F0%9F%8F%A0',
  'null',
  '1',
  "'",
  '%',
  'x'.repeat(300),
  '0190F3C4-0000-7000-8000-0000000000A1',
];
const QUERIES = [
  '?',
  '?a',
  '?cursor=%00',
  '?limit=1e9',
  '?limit=-1&limit=2',
  '?cursor=abc',
  '?__proto__=1',
  '?%ff=1',
  '?a[b]=c',
];

/** Requests to all routes, by people of all roles: every second as its schema wants it, the others spoilt somewhere. */
export function shots(ids: KnownIds, versions: ReadonlyMap<string, number>): fc.Arbitrary<Shot> {
  return fc.constantFrom(...templates).chain((template) => {
    const message = record([...template.params, ...template.rest], ids);
    const wrong = fc.oneof({ weight: 1, arbitrary: message }, { weight: 1, arbitrary: spoilt(message) });
    return fc
      .record({
        message: wrong,
        key: mostly(fc.uuid(), fc.constantFrom(...KEYS), 12),
        version: mostly(
          fc.integer({ min: 1, max: 5 }).map((version) => `"${version}"`),
          fc.constantFrom(...VERSIONS),
          12,
        ),
        person: mostly(
          fc
            .constantFrom(...(template.roles.length > 0 ? template.roles : roles))
            .chain((role) => mostly(fc.constant(colleague(role)), fc.constant(stranger(role)))),
          fc.constantFrom(...roles).map((role) => colleague(role)),
        ),
        raw: mostly(fc.constant<string | undefined>(undefined), fc.constantFrom(...BODIES), 25),
        param: mostly(fc.constant<string | undefined>(undefined), fc.constantFrom(...PATHS), 20),
        query: mostly(fc.constant(''), fc.constantFrom(...QUERIES), 30),
        type: mostly(
          fc.constant('application/json'),
          fc.constantFrom('text/plain', 'multipart/form-data', 'application/json; charset=gbk'),
          40,
        ),
      })
      .map((drawn) => shot(template, seen(template, drawn, versions)));
  });
}

/** Mostly the sender has seen the newest version. */
function seen({ params }: Template, drawn: Drawn, versions: ReadonlyMap<string, number>): Drawn {
  const newest = versions.get(drawn.message[params[0]?.name ?? ''] as string);
  return newest !== undefined && /^"[1-4]"$/.test(drawn.version) ? { ...drawn, version: `"${newest}"` } : drawn;
}

interface Drawn {
  readonly message: Readonly<Record<string, unknown>>;
  readonly key: string;
  readonly version: string;
  readonly person: Person;
  readonly raw: string | undefined;
  readonly param: string | undefined;
  readonly query: string;
  readonly type: string;
}

function shot({ name, method, path, params, rest, versioned }: Template, drawn: Drawn): Shot {
  const { message, person, key, version, raw, param, query, type } = drawn;
  const asked = { ...message };
  const filled = path.replace(/:(\w+)/g, (_all, field: string) => {
    const given = asked[field];
    delete asked[field];
    return param ?? encoded(given);
  });
  const common = { operation: name, person, method };
  if (method === 'GET') {
    const known = new Set(rest.map((field) => field.name));
    const pairs = Object.entries(asked)
      .filter(([field]) => known.has(field) || !params.some((each) => each.name === field))
      .flatMap(([field, values]) => [values].flat(1).map((one) => `${encoded(field)}=${encoded(one)}`));
    return { ...common, path: filled + (query || (pairs.length > 0 ? `?${pairs.join('&')}` : '')), headers: {} };
  }
  const headers = { 'content-type': type, 'idempotency-key': key, ...(versioned ? { 'if-match': version } : {}) };
  return { ...common, path: filled + query, headers, body: raw ?? JSON.stringify(asked) };
}

function encoded(given: unknown): string {
  const written = typeof given === 'string' ? given : (JSON.stringify(given) ?? '');
  return encodeURIComponent(written.toWellFormed()).slice(0, 3_000);
}

interface Described {
  readonly responses: Readonly<
    Record<string, { readonly $ref?: string; readonly content?: Record<string, { schema?: object }> }>
  >;
  readonly operationId: string;
}

/** What our own description says of every answer, ready to be compared. */
export class Description {
  private readonly known = new Map<string, string | undefined>();
  private readonly ajv: Ajv2020;
  private readonly problem: ValidateFunction;

  constructor() {
    const file = join(import.meta.dirname, '..', '..', '..', 'gateway', 'openapi.json');
    const openapi = JSON.parse(readFileSync(file, 'utf8')) as { paths: Record<string, Record<string, Described>> };
    const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
    (addFormats as unknown as (to: Ajv2020) => void)(ajv);
    ajv.addFormat('int64', true);
    ajv.addSchema(openapi, 'openapi.json');
    this.ajv = ajv;
    const pointer = (...parts: string[]) =>
      `openapi.json#/${parts.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;
    this.problem = ajv.compile({ $ref: pointer('components', 'schemas', 'Problem') });
    for (const [path, methods] of Object.entries(openapi.paths))
      for (const [method, { operationId, responses }] of Object.entries(methods))
        for (const [status, response] of Object.entries(responses)) {
          const at = ['paths', path, method, 'responses', status, 'content', 'application/json', 'schema'];
          const described = response.content?.['application/json']?.schema;
          this.known.set(`${operationId} ${status}`, described ? pointer(...at) : undefined);
        }
  }

  /** Compiled when it is first needed: there are a thousand. */
  private answer(place: string): ValidateFunction | undefined {
    const $ref = this.known.get(place);
    return $ref === undefined ? undefined : (this.ajv.getSchema($ref) ?? this.ajv.compile({ $ref }));
  }

  /** What is wrong with an answer; undefined when nothing is. */
  fault(operation: string, status: number, type: string, text: string): string | undefined {
    if (status >= 500) return `${status} ${text}`;
    if (!GENERAL.has(status) && !this.known.has(`${operation} ${status}`))
      return `${status} is not described: ${text.slice(0, 200)}`;
    if (!/^application\/(problem\+)?json; charset=utf-8$/.test(type)) return `${status} comes as ${type}`;
    const holds = status >= 400 ? this.problem : this.answer(`${operation} ${status}`);
    const body = JSON.parse(text) as { status?: number };
    if (status >= 400 && body.status !== status) return `${status} calls itself ${body.status}`;
    if (!holds || holds(body)) return undefined;
    return `${status} is not as described: ${JSON.stringify(holds.errors?.slice(0, 2))} ${text.slice(0, 200)}`;
  }
}

/** What every entrance may answer before it is known which it is: no such path, too many requests, and a head too large to be read. */
const GENERAL = new Set([404, 429, 431]);

/** Sends it; the answer with what is wrong with it. */
export async function fire(house: House, description: Description, each: Shot) {
  const response = await fetch(`${house.url}${each.path}`, {
    method: each.method,
    headers: { authorization: `Bearer ${await house.issuer.token(each.person)}`, ...each.headers },
    ...(each.body === undefined ? {} : { body: each.body }),
  });
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  return { status: response.status, fault: description.fault(each.operation, response.status, type, text) };
}
