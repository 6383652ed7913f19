import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

const SHARED_MEMORY = '/dev/shm';
const TMPFS = 0x01021994;
/** What the tests put on a disk is below one; what their processes need beside it is below four. */
const GIB = 1_024 ** 3;
const NEEDS = { disk: 3 * GIB, memory: 8 * GIB };

/**
 * Runs the work with its temporary folder in memory where the machine has enough of it: the databases of the tests are made and dropped by the
 * hundred, which costs a disk ten times what it costs memory. Nothing is left there, also by a run that was killed once the next one starts.
 */
export async function inMemory(work) {
  if (process.env.TMPDIR || !hasRoom()) return work();
  const name = `linli-tmp-${process.getuid?.() ?? 'user'}-`;
  for (const left of readdirSync(SHARED_MEMORY)) {
    const folder = join(SHARED_MEMORY, left);
    if (left.startsWith(name) && !isAlive(left.slice(name.length).split('-')[0]) && !holdsRun(folder)) remove(folder);
  }
  const folder = mkdtempSync(join(SHARED_MEMORY, `${name}${process.pid}-`));
  chmodSync(folder, 0o711); // PostgreSQL does not run as root, and has to come through
  process.env.TMPDIR = folder;
  try {
    return await work();
  } finally {
    delete process.env.TMPDIR;
    remove(folder);
  }
}

const isAlive = (pid) => existsSync(`/proc/${pid}`);

/** Whether tests go on in it although the one who started them was killed. */
const holdsRun = (folder) =>
  readdirSync(folder)
    .filter((each) => each.startsWith('linli-tests-'))
    .some((tests) => readdirSync(join(folder, tests)).some((run) => isAlive(run.replace(/^run-/, ''))));

/** What cannot be removed now, because something still writes there, is left for the next run. */
function remove(folder) {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  } catch (error) {
    console.error(`${folder} could not be removed: ${error.message}`);
  }
}

function hasRoom() {
  try {
    const { type, bavail, bsize } = statfsSync(SHARED_MEMORY);
    return type === TMPFS && bavail * bsize >= NEEDS.disk && process.availableMemory() >= NEEDS.memory;
  } catch {
    return false; // there is no such folder on this system
  }
}
