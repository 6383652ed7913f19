import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { refuse } from '@linli/kernel';

/** What the page needs of Swagger UI. The build copies these files beside the bundle, into `swagger-ui/`. */
export const assetTypes: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

let folder: string | undefined;

/** Beside the bundle where that was built with them, else in the package of the workspace. */
function assetFolder(): string {
  if (folder) return folder;
  const beside = join(import.meta.dirname, 'swagger-ui');
  folder = existsSync(beside)
    ? beside
    : dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  return folder;
}

/** One of the files in `assetTypes`. Refuses as not found where the gateway was shipped without them. */
export async function asset(name: string): Promise<Buffer> {
  try {
    return await readFile(join(assetFolder(), name));
  } catch {
    throw refuse.notFound('docs.not-shipped', '本网关没有附带接口说明页面，请查看 /openapi.json。');
  }
}
