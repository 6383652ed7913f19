import type { EntityManager } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { statementName } from './prepared.js';

/** Reads rows by SQL with `$1` parameters, prepared once per connection. For queries: nothing is hydrated, nothing is changed. */
export class Reader {
  private readonly names = new Map<string, string>();
  private pool?: Promise<Pool>;

  constructor(private readonly em: EntityManager) {}

  /** All rows; dates come as text in the form that the statement gives them. */
  async all<R extends object>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    this.pool ??= this.em.getConnection().getNativeClient();
    const pool = await this.pool;
    const result = await pool.query<R>({ name: this.nameOf(text), text, values: [...values] });
    return result.rows;
  }

  /** The first row, if there is one. */
  async one<R extends object>(text: string, values: readonly unknown[] = []): Promise<R | undefined> {
    const [row] = await this.all<R>(text, values);
    return row;
  }

  /** `all` for a statement whose best plan depends on its values, such as a report over a day or over years: planned anew each time. */
  async once<R extends object>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    this.pool ??= this.em.getConnection().getNativeClient();
    const pool = await this.pool;
    return (await pool.query<R>(text, [...values])).rows;
  }

  private nameOf(text: string): string {
    const known = this.names.get(text);
    if (known) return known;
    const name = statementName(text);
    this.names.set(text, name);
    return name;
  }
}
