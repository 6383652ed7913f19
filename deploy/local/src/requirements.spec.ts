import { afterAll, describe, expect, it } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

interface Outcome {
  title: string;
  status: 'passed' | 'failed' | 'pending';
}

interface Tally {
  must: number;
  proven: number;
}

const script = path.resolve('deploy/local/requirements.mjs');
const directory = mkdtempSync(path.join(tmpdir(), 'linli-requirements-'));
const results = path.join(directory, 'results.json');

const passed = (title: string): Outcome => ({ title, status: 'passed' });
const failed = (title: string): Outcome => ({ title, status: 'failed' });

function run(tests: Outcome[], ...args: string[]): string {
  writeFileSync(results, JSON.stringify({ tests: tests.map((test) => ({ ...test, file: 'some.spec.ts' })) }));
  return execFileSync(process.execPath, [script, `--results=${results}`, ...args], { encoding: 'utf8' });
}

function count(...tests: Outcome[]): Tally & { byService: Record<string, Tally> } {
  return JSON.parse(run(tests, '--json')) as Tally & { byService: Record<string, Tally> };
}

afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('npm run requirements', () => {
  it('counts the 324 rows that must hold, service by service', () => {
    const { must, proven, byService } = count();
    expect({ must, proven }).toEqual({ must: 324, proven: 0 });
    expect(Object.fromEntries(Object.entries(byService).map(([service, tally]) => [service, tally.must]))).toEqual({
      'sales-office': 78,
      'property-move-in': 58,
      complaints: 43,
      'mortgage-collection': 24,
      'client-club': 85,
      'info-sharing': 30,
      gateway: 6,
    });
  });

  it('prints nothing but must, proven and byService with --json', () => {
    const printed = count(passed('a complaint is entered [REQ-137]'));
    expect(Object.keys(printed)).toEqual(['must', 'proven', 'byService']);
    expect(printed.byService.complaints).toEqual({ must: 43, proven: 1 });
  });

  it('reads one id, several ids in one bracket and several brackets', () => {
    const { byService } = count(
      passed('overdue three times running [REQ-198]'),
      passed('a letter is answered [REQ-199, REQ-200]'),
      passed('certificate, then registration [REQ-186] [REQ-187]'),
    );
    expect(byService['mortgage-collection']?.proven).toBe(5);
  });

  it('reads ids only at the end of a title', () => {
    expect(count(passed('the sheet [REQ-067] comes back with reasons')).proven).toBe(0);
  });

  it('does not count what one test proves and another contradicts', () => {
    const tests = [passed('closed after feedback [REQ-149]'), failed('closed without feedback [REQ-149]')];
    expect(count(...tests).proven).toBe(0);
    expect(run(tests)).toMatch(/REQ-149 .*\(its test fails\)/);
  });

  it('does not count a test that did not run', () => {
    expect(count({ title: 'registered [REQ-137]', status: 'pending' }).proven).toBe(0);
  });

  it('does not count a row that is only a principle', () => {
    expect(count(passed('objections are logged [REQ-159]')).proven).toBe(0);
  });

  it('lists what is not proven with its Chinese term and its rule', () => {
    const page = run([passed('a complaint is entered [REQ-137]')]);
    expect(page).toContain('REQ-147  按方案处置: Named person carries out the agreed plan.');
    expect(page).not.toContain('REQ-137 ');
  });

  it('names ids in titles that no table has', () => {
    expect(run([passed('a slip of the pen [REQ-999]')])).toContain('REQ-999');
  });

  it('says that npm test comes first when there are no results', () => {
    const missing = path.join(directory, 'nowhere.json');
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, `--results=${missing}`], {
      encoding: 'utf8',
    });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(stderr).toContain('run npm test first');
  });
});
