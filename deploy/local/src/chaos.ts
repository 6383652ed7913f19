/**
 * Real processes, each behind a network of our own, PostgreSQL that flushes to the disk; colleagues work while things are killed, frozen, cut
 * off and wiped. Afterwards a ledger over all databases. The last line says seed, faults, events and counts; exit code 1 on any.
 *
 *   npm run chaos -- --seed N --events N --kills N [--wipe] [--nodes 3] [--services a,b]
 *   npm run chaos -- --mutant NAME      the same with a planted fault, which it has to find
 *   npm run chaos -- --mutants          each of the eight planted faults in turn; exit code 1 when one is not found
 *   npm run chaos -- --points [--times 20]   processes end at each step between command and acknowledgement
 *   npm run chaos -- --overload [--seconds 60]   five times as many requests as the house can do
 *   npm run chaos -- --backlog 100000 [--flushed]   a department tells what it could not tell for a night; a broker that flushes each event
 *   npm run chaos -- --rolling 30 [--rate 100]   replica after replica restarts while so many requests come in a second
 */
import { parseArgs } from 'node:util';
import type { Mutant } from '@linli/bus';
import { checkoutRoot } from './runner/layout.js';
import { servicesOf } from './runner/services.js';
import { backlog } from './storm/backlog.js';
import { killPoints } from './storm/kill-points.js';
import { overload, rollingRestarts } from './storm/pressure.js';
import { storm, type Outcome } from './storm/storm.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    events: { type: 'string', default: '600' },
    kills: { type: 'string', default: '40' },
    wipe: { type: 'boolean', default: false },
    nodes: { type: 'string', default: '1' },
    mutant: { type: 'string' },
    mutants: { type: 'boolean', default: false },
    points: { type: 'boolean', default: false },
    times: { type: 'string', default: '20' },
    overload: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '60' },
    rolling: { type: 'string' },
    backlog: { type: 'string' },
    flushed: { type: 'boolean', default: false },
    rate: { type: 'string', default: '100' },
    services: { type: 'string' },
    longest: { type: 'string', default: '15000' },
    settle: { type: 'string', default: '90000' },
    keep: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});
/** All of them, in a record so that none is forgotten. */
const mutants: Record<Mutant, true> = {
  ...{ 'no-head-rule': true, 'no-sequence-check': true, 'ack-before-commit': true, 'mark-before-publish': true },
  ...{ 'no-broker-loss-audit': true, 'finite-max-deliver': true, 'order-by-id': true, 'inbox-forgotten': true },
};
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const say = (line: string) => void process.stdout.write(`${line}\n`);
const aside = values.verbose ? say : () => undefined;

/** Says what was found; how much that is. */
function report(what: string, seconds: number, { verdict, answered, faults, refused }: Outcome): number {
  const findings: [string, readonly string[]][] = [
    ['lost', verdict.lost],
    ['doubled', verdict.doubled],
    ['out of order', verdict.outOfOrder],
    ['stuck', verdict.stuck],
    ['forks', verdict.forks],
    ['missing', verdict.missing],
    ['refused', refused],
  ];
  const tally = Map.groupBy(faults, (fault) => fault);
  for (const [fault, times] of tally) say(`  ${times.length} x ${fault}`);
  for (const [name, list] of findings) for (const each of list.slice(0, 10)) say(`${name}: ${each}`);
  const counts = findings.map(([name, list]) => `${name} ${list.length}`).join(', ');
  say(`seed ${seed}, ${what}, faults ${faults.length}, events ${answered}, ${seconds.toFixed(0)} s: ${counts}`);
  return findings.reduce((sum, [, list]) => sum + list.length, 0);
}

async function run(what: string, work: () => Promise<Outcome>): Promise<number> {
  const began = performance.now();
  const outcome = await work();
  return report(what, (performance.now() - began) / 1_000, outcome);
}

const services = values.services?.split(',') ?? servicesOf(checkoutRoot());

const stormWith = (mutant: string | undefined) =>
  storm({
    ...{ seed, events: Number(values.events), kills: Number(values.kills), replicas: 2, keep: values.keep },
    // Some planted faults only show when the brokers forget; a wrong order only as long as they do not.
    wipe: values.wipe || (values.mutants && mutant !== 'no-head-rule' && mutant !== 'order-by-id'),
    ...{ nodes: Number(values.nodes), longestMs: Number(values.longest) },
    // A fault that was found need not be waited for.
    settleMs: mutant ? Math.min(20_000, Number(values.settle)) : Number(values.settle),
    services,
    ...(mutant ? { mutant } : {}),
    say: aside,
  });

let isGood: boolean;
if (values.overload) {
  const { best, under, statuses, before, after } = await overload(Number(values.seconds) * 1_000, say);
  say(
    `overload: best ${best.toFixed(0)}/s, under five times as much ${under.toFixed(0)}/s (${((under / best) * 100).toFixed(0)} %), answers ${JSON.stringify(statuses)}`,
  );
  say(`p50 ${before.toFixed(0)} ms before, ${after.toFixed(0)} ms ten seconds after`);
  isGood = under >= 0.7 * best && after <= 2 * before;
} else if (values.rolling) {
  const { requests, failed } = await rollingRestarts(Number(values.rolling), Number(values.rate), services, say);
  const many = Object.values(failed).reduce((sum, each) => sum + each, 0);
  say(
    `${values.rolling} restarts at ${values.rate} requests in a second: ${many} of ${requests} failed ${JSON.stringify(failed)}`,
  );
  isGood = many === 0;
} else if (values.backlog) {
  const { published, heard, before, meanwhile, behind } = await backlog(
    Number(values.backlog),
    { flushed: values.flushed, keep: values.keep },
    say,
  );
  say(
    `backlog of ${values.backlog}: ${published.toFixed(0)}/s published, ${heard.toFixed(0)}/s heard, ${behind} histories behind; p50 of requests ${before.toFixed(1)} ms before, ${meanwhile.toFixed(1)} ms meanwhile`,
  );
  isGood = behind === 0 && published >= 5_000 && heard >= 3_000 && meanwhile <= 2 * before;
} else if (values.points) {
  const times = Number(values.times);
  const found = await run(`kill points x ${times}`, () =>
    killPoints({ seed, times, withinMs: 60_000 + times * 60_000, settleMs: Number(values.settle), say: aside }),
  );
  isGood = found === 0;
} else if (values.mutants) {
  const unseen: string[] = [];
  for (const mutant of Object.keys(mutants)) {
    const found = await run(`mutant ${mutant}`, () => stormWith(mutant));
    if (found === 0) unseen.push(mutant);
  }
  say(`${Object.keys(mutants).length - unseen.length} of ${Object.keys(mutants).length} planted faults were found`);
  for (const mutant of unseen) say(`not found: ${mutant}`);
  isGood = unseen.length === 0;
} else {
  const what = `${values.mutant ? `mutant ${values.mutant}, ` : ''}nodes ${values.nodes}`;
  isGood = (await run(what, () => stormWith(values.mutant))) === 0;
}
process.exit(isGood ? 0 : 1);
