import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** Opens the door at which specs ask for PostgreSQL and NATS; nothing is started before the first one asks. */
export default async function setup() {
  const folder = new URL('./dist/test-servers/', import.meta.url);
  const outfile = fileURLToPath(new URL(`door-${process.pid}.mjs`, folder));
  await build({
    entryPoints: [fileURLToPath(new URL('./libs/testing/src/servers/door.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    packages: 'external',
    logLevel: 'warning',
  });
  const { openDoor } = await import(pathToFileURL(outfile).href);
  await rm(outfile);
  const secret = randomBytes(12).toString('hex');
  const door = await openDoor(secret);
  process.env.LINLI_TEST_SERVERS = `${door.port}:${secret}`;
  globalThis.linliTestServers = door;
}
