import { writeFileSync } from 'node:fs';
import { pagesIn } from './pages.js';

for (const { file, text, mended } of pagesIn('.')) {
  if (text === mended) continue;
  writeFileSync(file, mended);
  process.stdout.write(`${file} is up to date again\n`);
}
