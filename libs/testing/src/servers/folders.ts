import { chmod, mkdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** The user nobody: PostgreSQL refuses to run as root, so a root starter runs it under this uid and gid. */
export const NOBODY = 65534;

export const isRoot = process.getuid?.() === 0;

/**
 * What is downloaded once per user and not once per clone: `$XDG_CACHE_HOME/linli`, else `~/.cache/linli`.
 * A fresh clone on the same machine therefore starts without the network.
 */
export function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'linli');
}

/** Whether the user nobody may walk down to this folder; the folder itself need not exist yet. */
export async function isReachableForNobody(folder: string): Promise<boolean> {
  for (let parent = dirname(resolve(folder)); ; parent = dirname(parent)) {
    const found = await stat(parent).catch(() => undefined);
    if (found && (found.mode & 0o001) === 0 && !(found.uid === NOBODY && (found.mode & 0o100) !== 0)) return false;
    if (parent === dirname(parent)) return true;
  }
}

/** Makes the folder and what is missing above it, open to other users whatever the umask says where this user is root. */
export async function makeOpen(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (!isRoot || first === undefined) return;
  for (let made = resolve(folder); made.startsWith(resolve(first)); made = dirname(made)) await chmod(made, 0o755);
}
