import type { Line, Measurement, Unit, UnitName } from './measured.js';

/** What is assumed about ten million customers. Change a number, run `npm run costs`, read the page. */
export const assumed = {
  customers: 10_000_000,
  years: 10,
  /** Each customer buys once in these years; others come and do not buy. */
  prospectsPerPurchase: 4,
  complaintsPerCustomerAndYear: 0.3,
  /** Changes of a complaint until it is closed, each about what its entry costs. */
  stepsPerComplaint: 10,
  /** Reads for each change: a single row, a page of 50, the view of a customer. */
  readsPerChange: { read: 15, page: 5, view: 1 },
  workingDays: 300,
  workingHours: 10,
  /** The busiest hour against the mean one. */
  peak: 4,
  /** Processors are busy to this part at most in the busiest hour. */
  busy: 0.5,
  /** Copies of each database, and of each stream. */
  copies: 3,
} as const;

/** Days that a table of the bus keeps its rows; all others keep them for ever. */
const KEPT_DAYS: Readonly<Record<string, number>> = { outbox: 90, idempotency: 3 };
const STREAM_DAYS = 30;

/** How a table is parted; those of the trade by the hash of their id. */
const PARTED: Readonly<Record<string, string>> = {
  change_log: 'by month of `at`: it is only added to, old months go to slower disks',
  read_log: 'by month of `at`: it is only added to, old months go to slower disks',
  outbox: 'by week of `occurred_at`: a week that is over goes as a whole instead of row by row',
  outbox_seq: 'by hash of `aggregate_id`, 16 parts',
  inbox_progress: 'by hash of `aggregate_id`, 16 parts',
  clock: 'by list of open and settled: only the open ones are asked for',
  idempotency: 'by day of `claimed_at`: a day that is over goes as a whole',
};
const PARTED_FROM = { rows: 100_000_000, bytes: 100 * 1_024 ** 3 };

interface Grown {
  readonly table: string;
  readonly rows: number;
  readonly bytes: number;
}

/** How many of each unit a year brings. */
function perYear(): Record<UnitName, number> {
  const purchase = assumed.customers / assumed.years;
  return {
    purchase,
    prospect: purchase * (assumed.prospectsPerPurchase - 1),
    complaint: assumed.customers * assumed.complaintsPerCustomerAndYear,
  };
}

const unitsOf = ({ units }: Measurement) => Object.entries(units) as [UnitName, Unit][];

/** Entries of a complaint leave this many times what its registration leaves in the tables that grow with every change. */
const grows = (name: UnitName, table: string): number =>
  name === 'complaint' && /\.(change_log|outbox|idempotency)$/.test(table) ? assumed.stepsPerComplaint : 1;

/** Each table after so many years, the largest first. */
export function tablesAfter(measured: Measurement): Grown[] {
  const year = perYear();
  const found = new Map<string, Grown>();
  for (const [name, unit] of unitsOf(measured)) {
    for (const table of Object.keys(unit.bytes)) {
      const days = KEPT_DAYS[table.split('.')[1]!] ?? assumed.years * 365;
      const many = (year[name] / 365) * days * grows(name, table);
      const before = found.get(table) ?? { table, rows: 0, bytes: 0 };
      const rows = before.rows + many * (unit.rows[table] ?? 0);
      found.set(table, { table, rows, bytes: before.bytes + many * unit.bytes[table]! });
    }
  }
  return [...found.values()].sort((one, other) => other.bytes - one.bytes);
}

const GIB = 1_024 ** 3;
const whole = (value: number) => Math.round(value).toLocaleString('en');
const one = (value: number) => value.toLocaleString('en', { maximumFractionDigits: 1, minimumFractionDigits: 1 });
const sum = (values: readonly number[]) => values.reduce((total, each) => total + each, 0);
/** Laid out as the formatter does, so that the page is the same before and after it. */
function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const widths = head.map((_, at) => Math.max(3, ...[head, ...lines].map((cells) => cells[at]!.length)));
  const rows = [head, widths.map((width) => '-'.repeat(width)), ...lines];
  return rows.map((cells) => `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`).join('\n');
}

const NAMES: Readonly<Record<UnitName, string>> = {
  prospect: 'a prospect who does not buy',
  purchase: 'a purchase, from the first visit to the keys',
  complaint: 'a complaint of a new caller, as entered',
};

function unitTable(measured: Measurement): string {
  const lines = unitsOf(measured).map(([name, unit]) => [
    NAMES[name],
    one(unit.requests),
    whole(unit.cpuMicros),
    one(sum(Object.values(unit.rows))),
    whole(sum(Object.values(unit.bytes))),
    one(unit.events),
    whole(unit.streamBytes),
  ]);
  const head = ['one of', 'requests', 'CPU µs', 'rows', 'bytes on disk', 'events', 'bytes in a stream'];
  return table(head, lines);
}

function eventTable(measured: Measurement): string {
  const tables = ['outbox', 'outbox_seq', 'inbox_progress', 'inbox_seed'];
  const units = unitsOf(measured);
  const total = sum(units.map(([, { events, count }]) => events * count));
  const of = (name: string, key: 'rows' | 'bytes') =>
    sum(
      units.flatMap(([, unit]) =>
        Object.entries(unit[key]).flatMap(([where, value]) => (where.endsWith(`.${name}`) ? [value * unit.count] : [])),
      ),
    ) / total;
  const lines = tables
    .filter((name) => of(name, 'bytes') > 0)
    .map((name) => [`\`${name}\``, of(name, 'rows').toFixed(2), whole(of(name, 'bytes'))]);
  const inStream = sum(units.map(([, { streamBytes, count }]) => streamBytes * count)) / total;
  return table(['for one event', 'rows', 'bytes'], [...lines, ['the stream of one broker', '1.00', whole(inStream)]]);
}

const ours = (measured: Measurement, what: string): Line => {
  const line = measured.bench.lines.find((each) => each.who === 'linli' && each.what.startsWith(what));
  if (!line) throw new Error(`the bench has measured no ${what}`);
  return line;
};

interface Load {
  readonly what: string;
  /** In the busiest hour. */
  readonly perSecond: number;
  readonly cpuMicros: number;
}

/** What is asked in the busiest hour, and what it costs. */
export function loads(measured: Measurement): Load[] {
  const year = perYear();
  const hour = assumed.workingDays * assumed.workingHours * 3_600;
  const rate = (many: number) => (many / hour) * assumed.peak;
  const { purchase, prospect, complaint } = measured.units;
  const changes = [
    { what: 'purchases', many: year.purchase * purchase.requests, unit: purchase },
    { what: 'prospects', many: year.prospect * prospect.requests, unit: prospect },
    { what: 'complaints', many: year.complaint * complaint.requests * assumed.stepsPerComplaint, unit: complaint },
  ].map(({ what, many, unit }) => ({ what, perSecond: rate(many), cpuMicros: unit.cpuMicros / unit.requests }));
  const total = sum(changes.map(({ perSecond }) => perSecond));
  const { read, page, view } = assumed.readsPerChange;
  return [
    ...changes,
    { what: 'single rows', perSecond: total * read, cpuMicros: ours(measured, 'read').cpu },
    { what: 'pages of 50', perSecond: total * page, cpuMicros: ours(measured, 'page').cpu },
    { what: 'views of a customer', perSecond: total * view, cpuMicros: ours(measured, 'customer view').cpu },
  ];
}

const coresOf = ({ perSecond, cpuMicros }: Load) => (perSecond * cpuMicros) / 1e6 / assumed.busy;

/** The page, as it is committed. */
export function costsPage(measured: Measurement): string {
  const grown = tablesAfter(measured);
  const databases = sum(grown.map(({ bytes }) => bytes));
  const year = perYear();
  const streams =
    (sum(unitsOf(measured).map(([name, unit]) => year[name] * unit.streamBytes * grows(name, '.outbox'))) / 365) *
    STREAM_DAYS;
  const asked = loads(measured);
  const cores = sum(asked.map(coresOf));
  const large = grown.filter(({ rows, bytes }) => rows > PARTED_FROM.rows || bytes > PARTED_FROM.bytes);
  const byService = new Map<string, number>();
  for (const { table: name, bytes } of grown)
    byService.set(name.split('.')[0]!, (byService.get(name.split('.')[0]!) ?? 0) + bytes);
  const { prospectsPerPurchase, complaintsPerCustomerAndYear, stepsPerComplaint, readsPerChange } = assumed;
  const create = ours(measured, 'create, new caller');
  const entered = measured.units.complaint;
  return `# What it costs, and what ten million customers would need

Written by \`npm run costs\`; a spec compares. \`npm run costs -- --measure\` fills a system on temporary data through its gateway and measures it anew;
CPU of reads is the bench's last whole table (\`npm run bench\`, ${measured.bench.on}, ${measured.bench.cores} cores). Units were measured on ${measured.on}.

## Unit costs

CPU is the time of all processes together: gateway, departments, PostgreSQL, NATS, and what other departments do on hearing of it, less what they use at rest. Bytes are those of tables with
their indexes after filling, without vacuum; requests came on 16 lanes, on a machine that others used at the same time.

${unitTable(measured)}

${eventTable(measured)}

## Assumed

${whole(assumed.customers)} customers who buy once within ${assumed.years} years; ${prospectsPerPurchase} prospects for each who buys; ${complaintsPerCustomerAndYear} complaints for each customer and year, with
${stepsPerComplaint} changes until it is closed; for each change ${readsPerChange.read} reads of a row, ${readsPerChange.page} pages of 50 and ${readsPerChange.view} view of a customer; ${assumed.workingDays} days of ${assumed.workingHours} hours, the busiest hour ${assumed.peak} times the mean;
processors at most ${assumed.busy * 100} % busy. Scanned papers, recordings and old years on slower disks are not in it. The numbers stand at the head of \`local/src/costs/page.ts\`.

## Processors

${table(
  ['in the busiest hour', 'requests/s', 'CPU µs each', 'cores'],
  [
    ...asked.map((load) => [load.what, one(load.perSecond), whole(load.cpuMicros), coresOf(load).toFixed(2)]),
    ['together', one(sum(asked.map(({ perSecond }) => perSecond))), '', cores.toFixed(2)],
  ],
)}

Ten million customers are few requests: what the house needs for them is ${cores < 4 ? 'less than what two replicas of each department have anyway' : `${Math.ceil(cores)} cores`}. Of the ${whole(entered.cpuMicros)} µs that a
complaint of a new caller costs, its entry is ${whole(create.cpu)} (the bench, with the other departments stopped); the rest is what they do on hearing of it, most of it info-sharing,
which asks who the caller is and looks for him among its customers. That work waits in the streams when there is too much of it.

## Disk after ${assumed.years} years

${table(
  ['database', 'GiB', `GiB in ${assumed.copies} copies`],
  [
    ...[...byService].map(([service, bytes]) => [service, one(bytes / GIB), one((bytes * assumed.copies) / GIB)]),
    ['all', one(databases / GIB), one((databases * assumed.copies) / GIB)],
    ['streams (30 days)', one(streams / GIB), one((streams * assumed.copies) / GIB)],
  ],
)}

The base backup of a database is as large as its tables without free space; 30 days of write-ahead log come to it. \`storage.size\` (50 GiB) is to be raised for the largest ones in time.

## What to partition first

Tables that pass ${whole(PARTED_FROM.rows)} rows or ${whole(PARTED_FROM.bytes / GIB)} GiB, the largest first:

${table(
  ['table', 'million rows', 'GiB', 'how'],
  large.map(({ table: name, rows, bytes }) => [
    `\`${name}\``,
    whole(rows / 1e6),
    one(bytes / GIB),
    PARTED[name.split('.')[1]!] ?? 'by hash of its id, 16 parts; before that, indexes that nobody asks',
  ]),
)}
`;
}
