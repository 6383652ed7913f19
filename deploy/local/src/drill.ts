/**
 * `npm run drill`: backs one department up, destroys its database and restores it, once with the whole write-ahead log and once with
 * what was archived of it. Prints a line for each; exit code 1 when more is lost than deploy/README.md says, or anything is doubled or
 * out of order.
 */
import { brokenPromises, drill, resultOf, type Survives } from './drill/drill.js';

const began = performance.now();
const say = (line: string) =>
  void process.stdout.write(`${((performance.now() - began) / 1_000).toFixed(1).padStart(6)} s  ${line}\n`);
const results: string[] = [];
for (const survives of ['the whole log', 'the archived log'] satisfies Survives[]) {
  try {
    const outcome = await drill(survives, say);
    const broken = [...outcome.faults, ...brokenPromises(outcome)];
    results.push(resultOf(outcome), ...broken.map((fault) => `  ${fault}`));
    if (broken.length > 0) process.exitCode = 1;
  } catch (error) {
    results.push(`${survives} survives: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}
process.stdout.write(`${results.join('\n')}\n`);
