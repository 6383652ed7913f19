/**
 * Names every breaking change since the release before: `npm run release-check -- v0.1.0`. A release is a tag, a branch or a commit; its
 * message samples and its OpenAPI are read out of git and held against this checkout. Exit code 1 when something breaks.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { apiBreaks, type Api } from './release/api-breaks.js';
import { messageBreaks } from './release/message-breaks.js';

const SAMPLES = 'libs/contracts/samples';
const API = 'services/gateway/openapi.json';

const git = (...words: string[]) => execFileSync('git', words, { encoding: 'utf8', maxBuffer: 64 * 1_024 ** 2 });

function check(release: string): number {
  const files = git('ls-tree', '-r', '--name-only', release, `${SAMPLES}/`).split('\n').filter(Boolean);
  const samples = files.map((file) => ({
    file: file.slice(SAMPLES.length + 1),
    payload: JSON.parse(git('show', `${release}:${file}`)) as unknown,
  }));
  const before = JSON.parse(git('show', `${release}:${API}`)) as Api;
  const after = JSON.parse(readFileSync(API, 'utf8')) as Api;
  const breaks = [...messageBreaks(samples), ...apiBreaks(before, after)];
  const operations = Object.values(before.paths).reduce((sum, methods) => sum + Object.keys(methods).length, 0);
  process.stdout.write(`${samples.length} messages and ${operations} operations of ${release} were tried\n`);
  process.stdout.write(
    breaks.length === 0 ? 'nothing breaks\n' : `${breaks.join('\n')}\n${breaks.length} breaking changes\n`,
  );
  return breaks.length === 0 ? 0 : 1;
}

const [release] = process.argv.slice(2);
if (release) process.exitCode = check(release);
else {
  process.stderr.write('Say which release came before: npm run release-check -- v0.1.0\n');
  process.exitCode = 2;
}
