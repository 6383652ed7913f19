/** Rewrites the generated blocks of the READMEs, events raised and heard, from the sources: `npm run docs`. */
import { join } from 'node:path';
import { build } from './build.mjs';

process.chdir(join(import.meta.dirname, '..', '..'));
const main = join(import.meta.dirname, 'src', 'docs', 'write.ts');
await build(['docs'], new Map([['docs', { main }]]));
await import('../../dist/docs/main.js');
