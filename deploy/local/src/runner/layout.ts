import { existsSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where things lie in a checkout. Data and logs are under the git-ignored `.data`. */
export interface Layout {
  root: string;
  data: string;
  logs: string;
  compileCache: string;
  bundle(program: string, file?: 'main' | 'migrate'): string;
}

export function layoutOf(root: string): Layout {
  const data = join(root, '.data');
  return {
    root,
    data,
    logs: join(data, 'logs'),
    compileCache: join(root, '.cache', 'compiled'),
    bundle: (program, file = 'main') => join(root, 'dist', program, `${file}.js`),
  };
}

/** The checkout around this program, which lies in `dist/<program>/main.js`. */
export function checkoutRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'nx.json')) && folder !== dirname(folder)) folder = dirname(folder);
  return folder;
}

/** PostgreSQL runs as nobody where the starter is root, and must be able to walk through. */
export async function makeFolders({ data, logs, compileCache }: Layout): Promise<void> {
  for (const folder of [data, logs, compileCache]) await mkdir(folder, { recursive: true });
  await chmod(data, 0o711);
  await chmod(logs, 0o700);
}
