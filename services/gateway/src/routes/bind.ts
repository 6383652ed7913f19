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
    if (message[field.name] !== undefined && message[field.name] !== value) throw contradiction(field.name, '路径');
    message[field.name] = value;
  }
  if (route.version) {
    const { name } = route.version;
    const version = seenVersion(incoming.headers['if-match']);
    if (message[name] !== undefined && message[name] !== version) throw contradiction(name, ' If-Match 头');
    message[name] = version;
  }
  return message;
}

function fromBody(body: unknown): Record<string, unknown> {
  if (body === undefined || body === null) return {};
  if (typeof body !== 'object' || Array.isArray(body)) {
    throw refuse.invalid('request.not-an-object', '提交的内容须为 JSON 对象，请改正后再提交。');
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
      throw flawed(name, `填了 ${values.length} 个值，只能填一个`);
    }
  }
  return message;
}

const unknownIn = ({ rest }: Route, name: string): string => {
  const known = rest.map((field) => field.name);
  return `没有查询条件 ${JSON.stringify(name.slice(0, 60))}；${known.length ? `可用：${known.join('、')}` : '这里没有查询条件'}`;
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
      '请在 If-Match 头里发送您看到的版本，即 GET 答复中的 ETag。',
    );
  }
  const [, quoted, bare] = (typeof header === 'string' && VERSION.exec(header.trim())) || [];
  const digits = quoted ?? bare;
  if (digits === undefined)
    throw refuse.invalid('request.version-malformed', 'If-Match 只能填一个版本，例如 "3"，即 GET 答复中的 ETag。');
  return Number(digits);
}

const KEY = /^[\x21-\x7e]{8,200}$/;

/** The Idempotency-Key that every command must bring. */
export function keyOf(headers: Incoming['headers']): string {
  const key = headers['idempotency-key'];
  if (key === undefined || key === '') {
    throw refuse.invalid(
      'request.key-missing',
      '请在 Idempotency-Key 头里发送 8 至 200 个可打印字符：新的提交用新的，重复提交用同一个。',
    );
  }
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw refuse.invalid('request.key-malformed', 'Idempotency-Key 须为 8 至 200 个不含空格的可打印字符，例如 UUID。');
  }
  return key;
}

const flawed = (field: string, problem: string) =>
  refuse.invalid('request.invalid', '部分栏目填写有误，请按 flaws 逐项改正。', {
    flaws: [{ field, problem }],
  });

const contradiction = (field: string, where: string) =>
  refuse.invalid('request.contradiction', `内容中的 ${field} 与${where}不一致，请只填一处。`, {
    flaws: [{ field, problem: `与${where}不一致` }],
  });
