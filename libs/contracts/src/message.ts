import { Int, Parts, Text, type MessageClass } from './fields.js';
import type { Role } from './roles.js';

/** What a person asks to be done: changes one aggregate, answers with its view. Needs an Idempotency-Key. */
export interface CommandClass<T extends object = object, R extends object = object> extends MessageClass<T> {
  readonly subject: `cmd.${string}`;
  /** Method and path, `:name` binds fields by name; without it the command is for the bus only. */
  readonly http?: `POST /${string}`;
  /** HTTP status of success: 201 where something new exists afterwards, otherwise 200. */
  readonly status?: 200 | 201;
  readonly roles: readonly Role[];
  /** Without a token, by anybody who holds what it asks for, such as a link; it has no roles. */
  readonly open?: boolean;
  readonly reply: MessageClass<R>;
  /** One sentence for the API page, with the Chinese name of the form. */
  readonly summary?: string;
}

/** What is asked and changes nothing. `services` instead of `roles` is for questions between services, `*` for all of them. */
export interface QueryClass<T extends object = object, R extends object = object> extends MessageClass<T> {
  readonly subject: `qry.${string}`;
  readonly status?: 200;
  readonly http?: `GET /${string}`;
  readonly roles?: readonly Role[];
  /** As in commands. */
  readonly open?: boolean;
  readonly services?: readonly string[];
  readonly reply: MessageClass<R>;
  readonly summary?: string;
}

/** A fact that has happened, told to all. Carries ids, never personal data. */
export interface EventClass<T extends object = object> extends MessageClass<T> {
  readonly subject: `evt.${string}`;
}

export type RequestClass<T extends object = object, R extends object = object> = CommandClass<T, R> | QueryClass<T, R>;
export type ReplyOf<C> = C extends { reply: new () => infer R } ? R : never;

/** Fields of a question that is answered page by page; the cursor is the `next` of the page before. */
export class PageQuery {
  @Text({ optional: true, max: 500, description: 'next of the page before' }) cursor?: string;
  @Int({ optional: true, min: 1, max: 100, description: 'rows a page, 50 unless told' }) limit?: number;
}

/** A page of views: `next` is missing on the last one. */
export interface PageOf<V> {
  items: V[];
  next?: string;
}

const pages = new WeakMap<object, MessageClass>();

/** The class of a page of the given view, the same for every call. */
export function pageOf<V extends object>(view: MessageClass<V>): MessageClass<PageOf<V>> {
  const known = pages.get(view);
  if (known) return known as MessageClass<PageOf<V>>;
  class ViewPage implements PageOf<V> {
    items!: V[];
    next?: string;
  }
  Parts(() => view, { max: 100 })(ViewPage.prototype, 'items');
  Text({ optional: true, max: 500 })(ViewPage.prototype, 'next');
  Object.defineProperty(ViewPage, 'name', { value: `${view.name.replace(/View$/, '')}Page` });
  pages.set(view, ViewPage);
  return ViewPage;
}

export interface Subject {
  readonly kind: 'cmd' | 'qry' | 'evt';
  readonly service: string;
  readonly aggregate: string;
  readonly verb: string;
}

/** The four tokens of a subject. */
export function subjectOf(message: { readonly subject: string }): Subject {
  const [kind, service, aggregate, verb, ...rest] = message.subject.split('.');
  if (!kind || !service || !aggregate || !verb || rest.length > 0 || !/^(cmd|qry|evt)$/.test(kind)) {
    throw new Error(`${message.subject} is not <cmd|qry|evt>.<service>.<aggregate>.<what>`);
  }
  return { kind: kind as Subject['kind'], service, aggregate, verb };
}
