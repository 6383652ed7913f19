/** Makes the client anew from the committed OpenAPI, if it changed: `npm run client`. What it writes is not committed. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname;
const input = join(here, '..', '..', 'services', 'gateway', 'openapi.json');
const output = join(here, 'generated');
const stampFile = join(output, 'made-of');

/** True when something was written. */
export async function generate() {
  const stamp = createHash('sha1')
    .update(readFileSync(input))
    .update(readFileSync(import.meta.filename))
    .digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return false;
  const { createClient } = await import('@hey-api/openapi-ts');
  await createClient({
    input,
    output: { path: output, clean: true, module: { extension: '.js' } },
    plugins: ['@hey-api/typescript', '@hey-api/sdk', '@hey-api/client-fetch'],
    logs: { level: 'error' },
  });
  writeFileSync(stampFile, stamp);
  return true;
}

if (process.argv[1] === import.meta.filename) {
  console.log((await generate()) ? 'libs/client/generated is made anew' : 'libs/client/generated is up to date');
}
