/**
 * `npm run costs`: writes deploy/costs/README.md from deploy/costs/measured.json. With `-- --measure` it fills a system first and measures
 * what each kind of business leaves behind, and takes over the table of the last whole bench.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureUnits } from './costs/measure.js';
import type { Bench, Measurement } from './costs/measured.js';
import { costsPage } from './costs/page.js';
import { checkoutRoot, layoutOf } from './runner/layout.js';

const root = checkoutRoot();
const file = join(root, 'deploy', 'costs', 'measured.json');
const say = (line: string) => void process.stdout.write(`${line}\n`);

if (process.argv.includes('--measure')) {
  const last = join(layoutOf(root).data, 'bench.json');
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Measurement).bench : undefined;
  const bench = existsSync(last) ? (JSON.parse(readFileSync(last, 'utf8')) as Bench) : kept;
  if (!bench) {
    say('There is no table of a bench yet: npm run bench');
    process.exit(1);
  }
  const units = await measureUnits({ prospect: 2_000, purchase: 400, complaint: 3_000 }, say);
  const measured: Measurement = { on: new Date().toISOString().slice(0, 10), units, bench };
  writeFileSync(file, `${JSON.stringify(measured, null, 2)}\n`);
}
writeFileSync(
  join(root, 'deploy', 'costs', 'README.md'),
  costsPage(JSON.parse(readFileSync(file, 'utf8')) as Measurement),
);
say('deploy/costs/README.md is written');
process.exit();
