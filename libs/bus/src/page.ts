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

function nextOf(rows: readonly { id: string }[], limit: number): { next?: string } {
  const last = rows[limit - 1];
  return rows.length > limit && last ? { next: Buffer.from(last.id).toString('base64url') } : {};
}

function statementOf(
  read: Pick<PageRead<never, unknown>, 'select' | 'where' | 'newestFirst' | 'ownIndex' | 'cursor' | 'limit'>,
): { text: string; values: unknown[] } {
  const { cursor, limit = 50, newestFirst, ownIndex } = read;
  const values: unknown[] = [];
  const conditions = Object.entries(read.where).flatMap(([condition, value]) => {
    if (value === undefined || value === null) return [];
    values.push(value);
    return [condition.replace('?', `$${values.length}`)];
  });
  if (cursor !== undefined) {
    const after = Buffer.from(cursor, 'base64url').toString();
    if (!UUID.test(after))
      throw refuse.invalid(
        'request.cursor-unknown',
        'This cursor is not the next of a page before; begin without one.',
      );
    values.push(after);
    conditions.push(`${newestFirst} < $${values.length}`);
  }
  values.push(limit + 1);
  const where = conditions.length > 0 ? ` where ${conditions.join(' and ')}` : '';
  return {
    text: `select ${read.select}${where} order by ${newestFirst} desc${ownIndex ? ' nulls last' : ''} limit $${values.length}`,
    values,
  };
}
