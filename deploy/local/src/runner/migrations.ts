import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Layout } from './layout.js';

export interface Migrating {
  service: string;
  env: Record<string, string>;
}

/**
 * Runs each service's migrate program, all at once; those whose program is the one that ran last time are left out.
 * Returns the services that were migrated. Throws with what the program said.
 */
export async function migrate(services: Migrating[], layout: Layout, fresh: readonly string[]): Promise<string[]> {
  const file = join(layout.data, 'migrated.json');
  const done = JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) as Record<string, string>;
  const migrated = await Promise.all(
    services.map(async ({ service, env }) => {
      const program = layout.bundle(service, 'migrate');
      if (!existsSync(program)) return [];
      const stamp = createHash('sha1')
        .update(await readFile(program))
        .digest('hex');
      if (done[service] === stamp && !fresh.includes(service)) return [];
      await run(service, program, env, layout);
      done[service] = stamp;
      return [service];
    }),
  );
  await writeFile(`${file}.new`, JSON.stringify(done));
  await rename(`${file}.new`, file);
  return migrated.flat();
}

async function run(service: string, program: string, env: Record<string, string>, layout: Layout): Promise<void> {
  const said: Buffer[] = [];
  const code = await new Promise<number | null>((done, failed) => {
    const child = spawn(process.execPath, [program], {
      cwd: layout.root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: layout.compileCache, ...env },
    });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk));
    child.once('error', failed);
    child.once('close', done);
  });
  if (code === 0) return;
  throw new Error(
    `The migrations of ${service} failed; nothing of the failed one is left:\n${Buffer.concat(said).toString()}`,
  );
}
