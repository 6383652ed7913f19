import { createHash } from 'node:crypto';
import { lstat, mkdir, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isReachableForNobody, isRoot } from '@linli/testing/servers';

/**
 * `.data/postgres`; where the starter is root and the checkout lies in a closed home, a folder under /var/lib with a
 * link to it in `.data`: PostgreSQL runs as nobody then and could not reach the checkout. Without the link (somebody
 * removed `.data`) the folder is begun anew.
 */
export async function postgresFolder(data: string): Promise<string> {
  const usual = join(data, 'postgres');
  if (!isRoot || (await isReachableForNobody(usual))) return usual;
  const away = join('/var/lib/linli', createHash('sha1').update(data).digest('hex').slice(0, 12), 'postgres');
  const linked = await lstat(usual).catch(() => undefined);
  if (!linked?.isSymbolicLink()) {
    await rm(away, { recursive: true, force: true });
    await mkdir(dirname(away), { recursive: true, mode: 0o711 });
    await symlink(away, usual);
  }
  return away;
}
