import { chown, copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { isRoot, NOBODY, startPostgres, type PostgresServer } from '@linli/testing/servers';

/** What PostgreSQL makes itself at the next start; the folders stay, empty. */
const LEFT_OUT = new Set(['postmaster.pid', 'postmaster.opts']);
const EMPTY = new Set([
  ...['pg_wal', 'pg_replslot', 'pg_dynshmem', 'pg_notify', 'pg_serial', 'pg_snapshots', 'pg_stat_tmp', 'pg_subtrans'],
]);
const ARCHIVED_WITHIN_MS = 10_000;

/**
 * A PostgreSQL server with a base backup and an archive of its write-ahead log, as CloudNativePG keeps them in a bucket. Needs no
 * program but the server itself.
 */
export class BackedUp {
  server!: PostgresServer;

  private constructor(
    private readonly dataDir: string,
    private readonly backup: string,
    private readonly archive: string,
    private readonly port: number,
  ) {}

  static async start(folder: string, port: number): Promise<BackedUp> {
    const at = (name: string) => join(folder, name);
    const made = new BackedUp(at('department'), at('base-backup'), at('archive'), port);
    await mkdir(made.archive);
    await own(made.archive);
    await made.launch();
    return made;
  }

  /** Copies the files of the running server between the two marks that make a copy consistent. */
  async takeBaseBackup(): Promise<void> {
    await this.ask(async (client) => {
      await client.query(`select pg_backup_start('drill', true)`);
      await copyFolder(this.dataDir, this.backup, (name) => EMPTY.has(name));
      const { rows } = await client.query<{ label: string }>('select labelfile as label from pg_backup_stop()');
      await put(join(this.backup, 'backup_label'), rows[0]!.label);
    });
  }

  /** Waits until everything that is committed lies in the archive. */
  async archiveAll(): Promise<void> {
    await this.ask(async (client) => {
      const switched = await client.query<{ file: string }>('select pg_walfile_name(w) as file from pg_switch_wal() w');
      const until = Date.now() + ARCHIVED_WITHIN_MS;
      for (;;) {
        const { rows } = await client.query<{ done: boolean }>(
          'select coalesce(last_archived_wal >= $1, false) as done from pg_stat_archiver',
          [switched.rows[0]!.file],
        );
        if (rows[0]?.done) return;
        if (Date.now() > until) throw new Error('the write-ahead log is not archived');
        await pause(20);
      }
    });
  }

  /** As when the volume is gone: what was not archived is lost. */
  async destroy(): Promise<void> {
    await this.server.kill9();
    await rm(this.dataDir, { recursive: true });
  }

  /** The base backup and then the log, to the end of the archive. */
  async restore(): Promise<void> {
    await copyFolder(this.backup, this.dataDir, () => false);
    await put(join(this.dataDir, 'recovery.signal'), '');
    // Nobody is let in before the log is at its end.
    await this.launch('hot_standby=off', `restore_command=cp ${this.archive}/%f %p`, 'recovery_target_timeline=latest');
  }

  private async launch(...settings: string[]): Promise<void> {
    const { dataDir, port, archive } = this;
    const archiving = ['archive_mode=on', `archive_command=test ! -f ${archive}/%f && cp %p ${archive}/%f`];
    this.server = await startPostgres({ dataDir, port, durable: true, settings: [...archiving, ...settings] });
  }

  private async ask(work: (client: pg.Client) => Promise<void>): Promise<void> {
    const client = new pg.Client({ connectionString: this.server.url });
    await client.connect();
    try {
      await work(client);
    } finally {
      await client.end();
    }
  }
}

async function copyFolder(from: string, to: string, isLeftEmpty: (name: string) => boolean): Promise<void> {
  await mkdir(to, { mode: 0o700 });
  await own(to);
  for (const each of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, each.name), join(to, each.name)];
    if (LEFT_OUT.has(each.name)) continue;
    if (!each.isDirectory()) {
      // Temporary files go while they are being copied.
      if (await copyFile(source, target).then(() => true, unlessGone)) await own(target);
    } else if (isLeftEmpty(each.name)) {
      await mkdir(target, { mode: 0o700 });
      await own(target);
    } else await copyFolder(source, target, () => false);
  }
}

function unlessGone(error: NodeJS.ErrnoException): false {
  if (error.code === 'ENOENT') return false;
  throw error;
}

async function put(file: string, text: string): Promise<void> {
  await writeFile(file, text, { mode: 0o600 });
  await own(file);
}

/** PostgreSQL runs as nobody where the starter is root. */
async function own(path: string): Promise<void> {
  if (isRoot) await chown(path, NOBODY, NOBODY);
}
