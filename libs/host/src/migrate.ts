import { MikroORM } from '@mikro-orm/postgresql';
import { Migration, Migrator } from '@mikro-orm/migrations';
import { connectionOf, sessionOptions } from './orm.js';

/** One step of the schema: a name that never changes and the SQL, which may hold several statements. */
export interface ServiceMigration {
  readonly name: string;
  readonly sql: string;
}

export interface MigrateOptions {
  readonly databaseUrl: string;
  /** Oldest first. What was applied once is never edited: a change is a new one at the end. */
  readonly migrations: readonly ServiceMigration[];
  /** Called with each name after it was applied. */
  readonly applied?: (name: string) => void;
}

/** Any number of ours: who migrates a database holds the lock of this number in it. */
const LOCK = 7_101_942;

/**
 * Applies what is missing, each migration in a transaction of its own, and returns the names. Two processes at once do not race: one
 * waits for the other. A migration that fails stops the run, leaves nothing of itself behind and is named in the error.
 */
export async function migrateService({ databaseUrl, migrations, applied }: MigrateOptions): Promise<string[]> {
  rejectDoubles(migrations);
  const orm = await MikroORM.init({
    clientUrl: databaseUrl,
    entities: [],
    extensions: [Migrator],
    ensureDatabase: false,
    debug: false,
    discovery: { warnWhenNoEntities: false },
    metadataCache: { enabled: false },
    // The lock belongs to a session, so lock and migrations share the one connection, and it is never closed for being idle.
    pool: { min: 0, max: 1, idleTimeoutMillis: 0 },
    driverOptions: {
      ...connectionOf(databaseUrl, 'migrations'),
      options: sessionOptions({ statement_timeout: 0, lock_timeout: 0, idle_in_transaction_session_timeout: 0 }),
    },
    migrations: {
      tableName: 'migration',
      migrationsList: migrations.map(({ name, sql }) => ({ name, class: migrationOf(sql) })),
      snapshot: false,
      snapshotOnMigrate: false,
      transactional: true,
      allOrNothing: false,
      disableForeignKeys: false,
      silent: true,
    },
  });
  try {
    const connection = orm.em.getConnection();
    await connection.execute(`select pg_advisory_lock(${LOCK})`);
    await connection.execute("set lock_timeout = '10s'");
    let running = '';
    const { migrator } = orm;
    migrator.on('migrating', ({ name }) => {
      running = name;
    });
    migrator.on('migrated', ({ name }) => applied?.(name));
    try {
      return (await migrator.up()).map(({ name }) => name);
    } catch (error) {
      if (!running) throw error;
      throw new Error(
        `Migration ${running} failed and was rolled back: ${error instanceof Error ? error.message : 'unknown error'}`,
        { cause: error },
      );
    }
  } finally {
    await orm.close(true);
  }
}

function migrationOf(sql: string) {
  return class extends Migration {
    override up(): void {
      this.addSql(sql);
    }
  };
}

function rejectDoubles(migrations: readonly ServiceMigration[]): void {
  const names = new Set<string>();
  for (const { name } of migrations) {
    if (names.has(name)) throw new Error(`There are two migrations called ${name}; the second would never be applied.`);
    names.add(name);
  }
}
