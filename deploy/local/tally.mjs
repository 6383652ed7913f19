/** The last line of CI: tests and check steps together. Two words: the exit codes of `npm test` and `npm run check`. */
import { existsSync, readFileSync } from 'node:fs';

const codes = process.argv.slice(2).map(Number);
const tallies = ['results', 'check'].map((name, index) => {
  const file = `test-results/${name}.json`;
  const { passed, failed } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { passed: 0, failed: 1 };
  return { passed, failed: codes[index] === 0 ? failed : Math.max(failed, 1) };
});
const sum = (key) => tallies.reduce((total, tally) => total + tally[key], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
