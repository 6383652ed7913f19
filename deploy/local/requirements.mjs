/**
 * Says which requirements are proven by the last test run: `npm run requirements`, `-- --json` for machines.
 * Options: --json, --results=<file> (default test-results/results.json).
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const order = [
  'sales-office',
  'property-move-in',
  'complaints',
  'mortgage-collection',
  'client-club',
  'info-sharing',
  'gateway',
];

/** The rows of every services/<name>/requirements.md: `{ service, id, kind, chinese, term, rule, must }`. */
export function readRequirements(directory = path.join(root, 'services')) {
  const services = readdirSync(directory)
    .filter((name) => existsSync(path.join(directory, name, 'requirements.md')))
    .sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  const rows = services.flatMap((service) =>
    parseTable(service, readFileSync(path.join(directory, service, 'requirements.md'), 'utf8')),
  );
  const doubled = rows.filter((row, index) => rows.findIndex((other) => other.id === row.id) !== index);
  if (doubled.length > 0) throw new Error(`These ids stand twice: ${doubled.map((row) => row.id).join(', ')}.`);
  return rows;
}

function rank(service) {
  const at = order.indexOf(service);
  return at < 0 ? order.length : at;
}

function parseTable(service, text) {
  return text
    .split('\n')
    .filter((line) => /^\|\s*REQ-/.test(line))
    .map((line) => {
      const cells = line
        .trim()
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim());
      const [id, kind, chinese, term, rule, must] = cells;
      if (cells.length !== 6 || !/^REQ-\d{3}$/.test(id) || !/^(yes|no)$/.test(must)) {
        throw new Error(`services/${service}/requirements.md has a row that cannot be read: ${line}`);
      }
      return { service, id, kind, chinese, term, rule, must: must === 'yes' };
    });
}

/** The ids in square brackets at the end of a test's title; brackets in the middle of a sentence do not count. */
export function idsOf(title) {
  const tail = /(?:\s*\[[^\][]*\])+\s*$/.exec(title)?.[0] ?? '';
  return tail.match(/REQ-\d{3}(?!\d)/g) ?? [];
}

/** An id is proven by a passing test, unless a failing test carries it too. */
export function provenIds(tests) {
  const passed = new Set();
  const failed = new Set();
  for (const { title, status } of tests) {
    const into = status === 'passed' ? passed : status === 'failed' ? failed : undefined;
    if (into) for (const id of idsOf(title)) into.add(id);
  }
  return { proven: new Set([...passed].filter((id) => !failed.has(id))), failed };
}

/** Counts of the must rows, over all and per service. */
export function count(rows, proven) {
  const byService = {};
  for (const row of rows.filter((each) => each.must)) {
    const tally = (byService[row.service] ??= { must: 0, proven: 0 });
    tally.must += 1;
    if (proven.has(row.id)) tally.proven += 1;
  }
  const sum = (key) => Object.values(byService).reduce((total, tally) => total + tally[key], 0);
  return { must: sum('must'), proven: sum('proven'), byService };
}

/** The page for people: one line per service, then what is not proven yet. */
export function page(rows, { proven, failed }, tests) {
  const total = count(rows, proven);
  const lines = ['Requirements proven by a passing test', ''];
  for (const [service, tally] of Object.entries(total.byService)) lines.push(tallyLine(service, tally));
  lines.push(tallyLine('all', total), '');
  for (const service of Object.keys(total.byService)) {
    const rest = rows.filter((row) => row.service === service && row.must && !proven.has(row.id));
    if (rest.length === 0) continue;
    lines.push(`${service}, not proven:`);
    for (const row of rest) {
      lines.push(`  ${row.id}  ${row.chinese}: ${row.rule}${failed.has(row.id) ? '  (its test fails)' : ''}`);
    }
    lines.push('');
  }
  const known = new Set(rows.map((row) => row.id));
  const strangers = [...new Set(tests.flatMap(({ title }) => idsOf(title)))].filter((id) => !known.has(id));
  if (strangers.length > 0) lines.push(`Test titles name ids that no table has: ${strangers.join(', ')}`, '');
  return lines.join('\n');
}

function tallyLine(name, { must, proven }) {
  return `  ${name.padEnd(20)} ${String(proven).padStart(3)} of ${String(must).padStart(3)}`;
}

/** What the last run wrote, or undefined when there was none. */
function readTests(file) {
  if (!existsSync(file)) return undefined;
  const { tests } = JSON.parse(readFileSync(file, 'utf8'));
  if (!Array.isArray(tests)) throw new Error(`${file} holds no list of tests; run npm test again.`);
  return tests;
}

function main(args) {
  const given = args.find((arg) => arg.startsWith('--results='))?.slice('--results='.length);
  const file = given ? path.resolve(given) : path.join(root, 'test-results', 'results.json');
  const rows = readRequirements();
  const tests = readTests(file);
  if (!tests) {
    const missing = path.relative(process.cwd(), file);
    process.stderr.write(
      `No test results yet (${missing} is missing): run npm test first. Nothing counts as proven.\n`,
    );
  }
  const found = provenIds(tests ?? []);
  if (args.includes('--json')) process.stdout.write(`${JSON.stringify(count(rows, found.proven))}\n`);
  else if (tests) process.stdout.write(page(rows, found, tests));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) main(process.argv.slice(2));
