/** Writes the golden samples that messages still lack into libs/contracts/samples: `npm run samples`. */
import { join } from 'node:path';
import { build } from './build.mjs';

process.chdir(join(import.meta.dirname, '..', '..'));
const main = join(process.cwd(), 'libs', 'contracts', 'src', 'samples', 'write.ts');
await build(['samples'], new Map([['samples', { main }]]));
await import('../../dist/samples/main.js');
