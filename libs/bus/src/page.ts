import type { PageOf } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { WrittenJson } from './envelope.js';
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

/**
 * Like `page` for lists that are read often: PostgreSQL writes the JSON of each view itself and the bytes go through as they are. The
 * columns are the fields of the view by name; those that are null are left out.
 */
export async function jsonPage<V>(reader: Reader, read: Omit<PageRead<never, V>, 'view'>): Promise<PageOf<V>> {
  const { limit = 50 } = read;
  const { text, values } = statementOf(read);
  const rows = await reader.all<{ id: string; json: string }>(
    `select r.id, json_strip_nulls(row_to_json(r))::text as json from (${text}) r`,
    values,
  );
  const items = rows.slice(0, limit).map(({ json }) => json);
  const { next } = nextOf(rows, limit);
  return new WrittenJson(`{"items":[${items.join(',')}]${next ? `,"next":"${next}"` : ''}}`) as unknown as PageOf<V>;
}

function nextOf(rows: readonly { id: string }[], limit: number): { next?: string } {
  const last = rows[limit - 1];
  return rows.length > limit && last ? { next: Buffer.from(last.id).toString('base64url') } : {};
}

function statementOf(read: Omit<PageRead<never, unknown>, 'view'>): { text: string; values: unknown[] } {
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
