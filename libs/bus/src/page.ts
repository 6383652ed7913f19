import type { PageOf } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { writtenJson } from './envelope.js';
import type { Reader } from './reader.js';

/** A page read by keyset: it costs the same on the first and on the thousandth page. */
export interface PageRead<R extends object, V> {
  /** Columns and from clause: `c.id, … from complaint c`. */
  readonly select: string;
  /** Conditions with one `?` each; those without a value are left out. */
  readonly where: Readonly<Record<string, unknown>>;
  /** The unique column that orders the page, newest first; ids are UUIDv7. The row must hold it as `id`. */
  readonly newestFirst: string;
  /** Puts `nulls last` behind the order, so that only indexes declared so can serve it: the planner then cannot walk the primary key and filter. */
  readonly ownIndex?: boolean;
  /** The from clause without joins, `complaint c`: the ids of the page are found first, by an index alone where it holds all that is asked, and only those rows are read. */
  readonly idsFirst?: string | undefined;
  readonly cursor: string | undefined;
  readonly limit: number | undefined;
  readonly view: (row: R) => V;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Reads one page; Refusal `request.cursor-unknown` for a cursor that is no `next` of an earlier page. */
export async function page<R extends { id: string }, V>(reader: Reader, read: PageRead<R, V>): Promise<PageOf<V>> {
  const { limit = 50 } = read;
  const { text, values } = statementOf(read);
  const rows = await reader.all<R>(text, values);
  return { items: rows.slice(0, limit).map((row) => read.view(row)), ...nextOf(rows, limit) };
}

/** Like `page` for lists that are read often: each row gives the JSON of its view, and the bytes go through as they are. */
export async function jsonPage<R extends { id: string }, V>(
  reader: Reader,
  read: Omit<PageRead<R, V>, 'view'> & { json: (row: R) => string },
): Promise<PageOf<V>> {
  const { limit = 50 } = read;
  const { text, values } = statementOf(read);
  const rows = await reader.all<R>(text, values);
  const { next } = nextOf(rows, limit);
  const items = rows.slice(0, limit).map((row) => read.json(row));
  return writtenJson(`{"items":[${items.join(',')}]${next ? `,"next":"${next}"` : ''}}`);
}

/** A whole list, oldest first, for who must have all of it. */
export interface ListRead {
  /** The row must hold the ordering column as `id`. */
  readonly columns: string;
  /** From clause with its joins: `complaint c join party p on …`. */
  readonly from: string;
  /** As in `PageRead`. */
  readonly where: Readonly<Record<string, unknown>>;
  /** The unique column that orders the list. */
  readonly oldestFirst: string;
}

/** Reads a list batch by batch, each by keyset: it never stands in memory as a whole, and no statement or lock outlives a batch. */
export async function* batches<R extends { id: string }>(
  reader: Reader,
  { columns, from, where, oldestFirst }: ListRead,
  size = 500,
): AsyncGenerator<R[]> {
  for (let after: string | undefined; ;) {
    const { conditions, values } = conditionsOf({ ...where, [`${oldestFirst} > ?`]: after });
    const rows = await reader.all<R>(
      `select ${columns} from ${from}${conditions} order by ${oldestFirst} limit ${size}`,
      values,
    );
    if (rows.length > 0) yield rows;
    if (rows.length < size) return;
    after = rows.at(-1)?.id;
  }
}

/** How many rows the list has, at most `most`. */
export async function countOf(reader: Reader, { from, where }: ListRead, most: number): Promise<number> {
  const { conditions, values } = conditionsOf(where);
  const row = await reader.one<{ many: number }>(
    `select count(*)::int as many from (select from ${from}${conditions} limit ${most}) counted`,
    values,
  );
  return row?.many ?? 0;
}

function conditionsOf(where: Readonly<Record<string, unknown>>): { conditions: string; values: unknown[] } {
  const values: unknown[] = [];
  const given = Object.entries(where).flatMap(([condition, value]) => {
    if (value === undefined || value === null) return [];
    values.push(value);
    return [condition.replace('?', `$${values.length}`)];
  });
  return { conditions: given.length > 0 ? ` where ${given.join(' and ')}` : '', values };
}

function nextOf(rows: readonly { id: string }[], limit: number): { next?: string } {
  const last = rows[limit - 1];
  return rows.length > limit && last ? { next: Buffer.from(last.id).toString('base64url') } : {};
}

function statementOf(
  read: Pick<
    PageRead<never, unknown>,
    'select' | 'where' | 'newestFirst' | 'ownIndex' | 'idsFirst' | 'cursor' | 'limit'
  >,
): { text: string; values: unknown[] } {
  const { cursor, limit = 50, newestFirst, ownIndex, idsFirst } = read;
  const after = cursor === undefined ? undefined : Buffer.from(cursor, 'base64url').toString();
  if (after !== undefined && !UUID.test(after)) {
    throw refuse.invalid('request.cursor-unknown', '翻页标记 cursor 无效，请从第一页重新查询。');
  }
  const { conditions, values } = conditionsOf({ ...read.where, [`${newestFirst} < ?`]: after });
  values.push(limit + 1);
  const order = `order by ${newestFirst} desc${ownIndex ? ' nulls last' : ''}`;
  const rows = `${conditions} ${order} limit $${values.length}`;
  if (!idsFirst) return { text: `select ${read.select}${rows}`, values };
  const ids = `select ${newestFirst} from ${idsFirst}${rows}`;
  return { text: `select ${read.select} where ${newestFirst} = any(array(${ids})) ${order}`, values };
}
