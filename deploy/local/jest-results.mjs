import { mkdirSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';

/** Writes every test's title and outcome to test-results/results.json, for `npm run requirements` and the last line. */
export default class Results {
  onRunComplete(_contexts, { testResults, numPassedTests }) {
    const tests = testResults.flatMap(({ testFilePath, testResults: own }) =>
      own.map(({ fullName, status, duration }) => ({
        title: fullName,
        status,
        file: relative(process.cwd(), testFilePath),
        ms: duration ?? 0,
      })),
    );
    // A file that could not be run, or that failed outside its tests, counts as one failure.
    const broken = testResults.filter(
      ({ testExecError, testResults: own }) => testExecError && !own.some(({ status }) => status === 'failed'),
    ).length;
    const failed = tests.filter(({ status }) => status === 'failed').length + broken;
    mkdirSync('test-results', { recursive: true });
    writeFileSync('test-results/results.json', JSON.stringify({ passed: numPassedTests, failed, tests }));
  }
}
