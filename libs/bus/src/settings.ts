import type { EntityManager } from '@mikro-orm/postgresql';

type Rows = Record<string, unknown>[];

/** Reads something from the settings: tables whose changes raise `settings_revision`. */
export type Reading<T> = (ask: (sql: string) => Promise<Rows>) => Promise<T>;

/** What is known by heart of a service's settings, each reading as of a revision. */
class Settings {
  private readonly readings = new Map<unknown, { readonly revision: number; readonly found: Promise<unknown> }>();

  constructor(private readonly root: EntityManager) {}

  /** As of this revision, or of a later one: that is what the command would find itself. */
  read<T>(read: Reading<T>, revision: number): Promise<T> {
    const known = this.readings.get(read);
    if (known && known.revision >= revision) return known.found as Promise<T>;
    const found = read((sql) => this.ask(sql));
    this.readings.set(read, { revision, found });
    // What could not be read is read again by the next one.
    found.catch(() => {
      if (this.readings.get(read)?.found === found) this.readings.delete(read);
    });
    return found;
  }

  private async ask(sql: string): Promise<Rows> {
    const pool = await this.root.getConnection().getNativeClient();
    return (await pool.query<Record<string, unknown>>(sql)).rows;
  }
}

const known = new WeakMap<EntityManager, Settings>();

export function settingsOf(root: EntityManager): Settings {
  let settings = known.get(root);
  if (!settings) known.set(root, (settings = new Settings(root)));
  return settings;
}
