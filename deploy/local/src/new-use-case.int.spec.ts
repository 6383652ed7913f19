import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = process.cwd();
const generator = path.join(root, 'deploy/local/new-use-case.mjs');
const command = ['complaints', 'complaint', 'rehearse', '--role=CS_SUPERVISOR', '--summary=演练'];
const useCase = 'services/complaints/src/complaint/rehearse-complaint';

/** A copy of the libs and of one service, in which `@linli/…` means the copy and every other package the real one. */
function scratchTree(): string {
  mkdirSync('.cache', { recursive: true });
  const scratch = mkdtempSync(path.join(root, '.cache/new-use-case-'));
  const linked = path.join(scratch, 'node_modules/@linli');
  mkdirSync(linked, { recursive: true });
  for (const place of [...readdirSync('libs').map((lib) => `libs/${lib}`), 'services/complaints']) {
    cpSync(place, path.join(scratch, place), { recursive: true });
    symlinkSync(path.join(scratch, place), path.join(linked, path.basename(place)));
  }
  for (const file of ['.swcrc', 'package.json', 'tsconfig.base.json']) cpSync(file, path.join(scratch, file));
  const include = ['services/*/src/**/*.ts'];
  writeFileSync(path.join(scratch, 'tsconfig.json'), JSON.stringify({ extends: './tsconfig.base.json', include }));
  writeFileSync(path.join(scratch, 'jest.config.mjs'), jestConfig);
  writeFileSync(path.join(scratch, 'same-worker.mjs'), sameWorker);
  return scratch;
}

// The run inside this run asks for the same PostgreSQL and for this worker's NATS, and leaves its results alone.
const jestConfig = `
import base from '../../jest.config.mjs';
const { globalSetup, globalTeardown, reporters, ...rest } = base;
export default { ...rest, rootDir: import.meta.dirname, setupFiles: ['<rootDir>/same-worker.mjs'] };
`;
const sameWorker = 'process.env.JEST_WORKER_ID = process.env.OUTER_JEST_WORKER_ID;\n';

async function attempt(file: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, OUTER_JEST_WORKER_ID: process.env['JEST_WORKER_ID'] ?? '1' };
  return run(process.execPath, [file, ...args], { cwd: scratch, env }).then(
    ({ stdout, stderr }) => `${stdout}${stderr}`,
    ({ stdout, stderr }: { stdout: string; stderr: string }) => `failed: ${stdout}${stderr}`,
  );
}

const read = (file: string) => readFileSync(path.join(scratch, file), 'utf8');

let scratch: string;

describe('npm run new', () => {
  beforeAll(async () => {
    scratch = scratchTree();
    expect(await attempt(generator, ...command)).toContain('RehearseComplaint is there, for CS_SUPERVISOR');
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it('writes a contract with its subject, its way over HTTP and its role', () => {
    const contract = read('libs/contracts/src/complaints/complaint.ts').split('export class RehearseComplaint')[1];
    expect(contract).toContain("subject = 'cmd.complaints.complaint.rehearse'");
    expect(contract).toContain("http = 'POST /complaints/:complaintId/rehearse'");
    expect(contract).toContain('roles = [Role.CS_SUPERVISOR] as const');
  });

  it('registers the handler beside the others of its aggregate, once', () => {
    expect(read('services/complaints/src/app.module.ts').match(/^ {4}RehearseComplaintHandler,$/gm)).toHaveLength(1);
  });

  it('writes code that compiles in the whole service', async () => {
    expect(await attempt(path.join(root, 'node_modules/typescript/bin/tsc'), '-p', '.')).toBe('');
  }, 120_000);

  it('writes code that the house rules accept', async () => {
    const files = [`${useCase}.ts`, `${useCase}.int.spec.ts`];
    const texts = JSON.stringify(files.map((file) => ({ path: file, text: read(file) })));
    const lint = run(process.execPath, ['deploy/local/lint-text.mjs']);
    lint.child.stdin?.end(texts);
    expect(JSON.parse((await lint).stdout)).toEqual([[], []]);
  }, 60_000);

  it('writes a spec that passes against a real database and broker', async () => {
    const jest = path.join(root, 'node_modules/jest/bin/jest.js');
    const output = await attempt(jest, '--runInBand', `${useCase}.int.spec.ts`);
    expect(output).toContain('Tests:       2 passed, 2 total');
  }, 120_000);

  it.each([
    ['a use case that is there', command, 'is there already; take another verb'],
    [
      'a service that is not there',
      ['bakery', 'bread', 'bake'],
      'There is no service bakery with an app.module.ts; there are: complaints',
    ],
    ['an aggregate that is not there', ['complaints', 'bread', 'bake'], 'complaints has no aggregate bread'],
    ['a role that is not there', ['complaints', 'complaint', 'bake', '--role=BAKER'], 'BAKER is no role'],
    ['a name that is no name', ['complaints', 'complaint', '../bake'], 'Names are small letters'],
    ['too few words', ['complaints'], 'Usage: npm run new'],
  ])('refuses %s and says why', async (_, args, reason) => {
    const before = read('services/complaints/src/app.module.ts');
    const output = await attempt(generator, ...args);
    expect(output).toMatch(/^failed: /);
    expect(output).toContain(reason);
    expect(read('services/complaints/src/app.module.ts')).toBe(before);
  });
});
