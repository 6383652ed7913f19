/** An OpenAPI document as the gateway writes it: every schema is a reference, an object, an array or a plain value. */
export interface Api {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>>; readonly [part: string]: unknown };
}

interface Operation {
  readonly 'x-roles'?: readonly string[];
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: Body;
  readonly responses: Readonly<Record<string, Body | { readonly $ref: string }>>;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

interface Body {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly pattern?: string;
  readonly [limit: string]: unknown;
}

/** `sent`: what a client of the release before sends must still be taken. `answered`: what it reads must still be there. */
type Way = 'sent' | 'answered';

const LOWER = ['maximum', 'maxLength', 'maxItems'];
const HIGHER = ['minimum', 'minLength', 'minItems'];

/** What a client that was made for the API of `before` can no longer do with that of `after`, a sentence each. */
export function apiBreaks(before: Api, after: Api): readonly string[] {
  return Object.entries(before.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, old]) => {
      const place = `${method.toUpperCase()} ${path}`;
      const now = after.paths[path]?.[method];
      return now ? operationBreaks(place, old, now, before, after) : [`${place} is gone`];
    }),
  );
}

function operationBreaks(place: string, old: Operation, now: Operation, before: Api, after: Api): string[] {
  const walk = (way: Way) => new Walk(way, before, after);
  const roles = (old['x-roles'] ?? []).filter((role) => !(now['x-roles'] ?? []).includes(role));
  const olds = parametersOf(old, before);
  const news = parametersOf(now, after);
  const newly = news.filter(({ name, required }) => required && !olds.find((each) => each.name === name)?.required);
  const success = Object.keys(old.responses).filter((status) => status.startsWith('2'));
  return [
    ...roles.map((role) => `${place} is closed to ${role}`),
    ...newly.map(({ name }) => `${place} now needs ${name}`),
    ...olds.flatMap((parameter) => {
      const same = news.find(({ name, in: where }) => name === parameter.name && where === parameter.in);
      if (!same) return [`${place} no longer takes ${parameter.name}`];
      return walk('sent').compare(`${place} ${parameter.name}`, parameter.schema, same.schema);
    }),
    ...bodyBreaks(walk('sent'), `${place} body`, old.requestBody, now.requestBody),
    ...success.flatMap((status) => {
      const answer = now.responses[status];
      if (!answer) return [`${place} no longer answers ${status}`];
      return bodyBreaks(walk('answered'), `${place} ${status}`, old.responses[status] as Body, answer as Body);
    }),
  ];
}

function parametersOf({ parameters = [] }: Operation, api: Api): readonly Parameter[] {
  return parameters.map((each) => {
    if (!('$ref' in each)) return each;
    const [, , part = '', name = ''] = each.$ref.split('/');
    return (api.components[part] as Record<string, Parameter>)[name]!;
  });
}

function bodyBreaks(walk: Walk, place: string, old?: Body, now?: Body): string[] {
  return Object.entries(old?.content ?? {}).flatMap(([type, { schema = {} }]) => {
    const same = now?.content?.[type];
    return same ? walk.compare(place, schema, same.schema ?? {}) : [`${place} is no longer ${type}`];
  });
}

class Walk {
  private readonly seen = new Set<string>();

  constructor(
    private readonly way: Way,
    private readonly before: Api,
    private readonly after: Api,
  ) {}

  compare(place: string, was: Schema, is: Schema): string[] {
    if (was.$ref && is.$ref) {
      const pair = `${was.$ref} ${is.$ref}`;
      if (this.seen.has(pair)) return [];
      this.seen.add(pair);
    }
    const old = resolved(was, this.before);
    const now = resolved(is, this.after);
    if (old.type !== now.type || old.format !== now.format) {
      return [`${place} was ${kindOf(old)} and is ${kindOf(now)}`];
    }
    return [
      ...this.values(place, old, now),
      ...(this.way === 'sent' ? limits(place, old, now) : []),
      ...this.fields(place, old, now),
      ...(old.items && now.items ? this.compare(`${place}[]`, old.items, now.items) : []),
    ];
  }

  private values(place: string, old: Schema, now: Schema): string[] {
    if (this.way === 'answered' || !now.enum) return [];
    const gone = (old.enum ?? []).filter((value) => !now.enum!.includes(value));
    return [
      ...(old.enum ? [] : [`${place} takes certain values only`]),
      ...gone.map((value) => `${place} no longer takes ${value}`),
    ];
  }

  private fields(place: string, old: Schema, now: Schema): string[] {
    const [olds, news] = [old.properties ?? {}, now.properties ?? {}];
    const [needed, given] = [old.required ?? [], now.required ?? []];
    const newly = this.way === 'sent' ? given.filter((name) => !needed.includes(name)) : [];
    const uncertain = this.way === 'answered' ? needed.filter((name) => news[name] && !given.includes(name)) : [];
    return [
      ...newly.map((name) => `${place} now needs ${name}`),
      ...uncertain.map((name) => `${place} may lack ${name}`),
      ...Object.entries(olds).flatMap(([name, schema]) => {
        const same = news[name];
        if (same) return this.compare(`${place}.${name}`, schema, same);
        return [this.way === 'sent' ? `${place} no longer takes ${name}` : `${place} no longer has ${name}`];
      }),
    ];
  }
}

function limits(place: string, old: Schema, now: Schema): string[] {
  const number = (schema: Schema, name: string, otherwise: number) =>
    typeof schema[name] === 'number' ? schema[name] : otherwise;
  const lower = LOWER.filter((name) => number(now, name, Infinity) < number(old, name, Infinity));
  const higher = HIGHER.filter((name) => number(now, name, -Infinity) > number(old, name, -Infinity));
  const pattern = now.pattern && now.pattern !== old.pattern ? [`${place} has another pattern`] : [];
  return [...lower, ...higher].map((name) => `${place} is narrower: ${name} is ${String(now[name])}`).concat(pattern);
}

function resolved(schema: Schema, api: Api): Schema {
  return schema.$ref ? (api.components.schemas[schema.$ref.split('/').at(-1)!] ?? {}) : schema;
}

const kindOf = ({ type = 'anything', format }: Schema) => (format ? `${type} (${format})` : type);
