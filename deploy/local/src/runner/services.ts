import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The services of this checkout that have a database, derived from the folders: all but the gateway. */
export function servicesOf(root: string): string[] {
  return readdirSync(join(root, 'services'))
    .filter((name) => name !== 'gateway' && existsSync(join(root, 'services', name, 'src', 'main.ts')))
    .sort();
}
