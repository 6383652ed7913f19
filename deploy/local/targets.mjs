/** The npm scripts, by name. Each gets the words after `--` and gives the exit code. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { endWithLauncher } from './launcher.mjs';
import { inMemory } from './memory-disk.mjs';

const root = process.cwd();
const results = join(root, 'test-results');

const jest = [join(root, 'node_modules', 'jest', 'bin', 'jest.js')];

/** What `npm start` runs beside the services. */
const RUNNER = ['start', 'issuer', 'demo'];

const targets = {
  async start() {
    await buildChanged([...(await services()), ...RUNNER]);
    return program('start');
  },

  /** The running system with one service built anew and restarted at each change of its sources. */
  async dev([service]) {
    const known = await services();
    if (!known.includes(service)) {
      console.error(`Say which service: npm run dev -- complaints   (there are ${known.join(', ')})`);
      return 1;
    }
    await buildChanged([...known, ...RUNNER]);
    process.env.WATCH_SERVICE = service;
    return program('start');
  },

  async build(words) {
    return node(['deploy/local/build.mjs', ...words]);
  },

  /** The last line is `N passed, N failed`. */
  async test(words) {
    const isBuilt = await buildChanged().then(
      () => true,
      (error) => console.error(error.message),
    );
    const file = join(results, 'results.json');
    rmSync(file, { force: true });
    const reporters = ['--reporters=default', `--reporters=${join(root, 'deploy', 'local', 'jest-results.mjs')}`];
    const code = await inMemory(() => node([...jest, ...words, ...reporters]));
    const { passed = 0, failed = 1 } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
    const all = failed + (isBuilt ? 0 : 1);
    console.log(`\n${passed} passed, ${all} failed`);
    return code === 0 && all > 0 ? 1 : code;
  },

  /** Format, lint, types and unit specs: what takes seconds and needs no server. `--units-ran`: the tests that just ran had them all. */
  async check(words = []) {
    await node(['libs/client/generate.mjs']);
    const quick = ['/node_modules/', '/dist/', '\\.(int|journey)\\.spec\\.ts$'];
    const steps = [
      ['lint', ['node_modules/eslint/bin/eslint.js', '--max-warnings=0', '.']],
      ['format', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.']],
      ['types', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json']],
      ['types of the client', ['node_modules/typescript/bin/tsc', '-p', 'libs/client/tsconfig.json']],
      ...(words.includes('--units-ran')
        ? []
        : [['unit specs', [...jest, '--maxWorkers=1', ...quick.map((each) => `--testPathIgnorePatterns=${each}`)]]]),
    ];
    const failed = [];
    const waiting = [...steps];
    const lane = async () => {
      for (let step = waiting.shift(); step; step = waiting.shift()) {
        if (!(await quietly(...step))) failed.push(step[0]);
      }
    };
    await Promise.all([lane(), lane()]);
    mkdirSync(results, { recursive: true });
    const tally = { passed: steps.length - failed.length, failed: failed.length };
    writeFileSync(join(results, 'check.json'), JSON.stringify(tally));
    console.log(failed.length === 0 ? 'check: all good' : `check: failed in ${failed.join(', ')}`);
    return failed.length === 0 ? 0 : 1;
  },

  /** Plays the family's life against the system that `npm start` runs. */
  async story() {
    await buildChanged(['story']);
    const run = join(root, '.data', 'run.json');
    const running = existsSync(run) ? JSON.parse(readFileSync(run, 'utf8')).url : undefined;
    process.env.GATEWAY_URL ??= running ?? `http://127.0.0.1:${process.env.PORT || 3000}`;
    return program('story');
  },

  async bench(words) {
    await buildChanged();
    return program('bench', words);
  },

  /** Makes the client for internal apps of the committed OpenAPI. */
  async client() {
    return node(['libs/client/generate.mjs']);
  },

  /** 1, 2 and 4 replicas against three brokers: order, cost, and how soon a killed one is replaced. */
  async scaling(words) {
    await buildChanged(['scaling', 'complaints', 'info-sharing', 'gateway', 'issuer']);
    return program('scaling', words);
  },

  /** Things break while people work; afterwards the books of all departments are laid side by side. */
  async chaos(words) {
    await buildChanged(['chaos', 'issuer']);
    await buildChanged(await services(), { trials: true });
    return program('chaos', words);
  },

  /** Unit costs and what ten million customers would need, as a page. */
  async costs(words) {
    await buildChanged(['costs', ...RUNNER, ...(await services())]);
    return program('costs', words);
  },

  /** Backs a department up, destroys its database, restores it and counts. */
  async drill(words) {
    await buildChanged(['drill', 'issuer', 'gateway', ...(await services())]);
    return program('drill', words);
  },

  /** Walks the chains over the change and read logs and names the first line that is not as it was sealed. */
  async 'audit:verify'() {
    await buildChanged(['audit-verify']);
    return program('audit-verify');
  },

  async requirements(words) {
    return node(['deploy/local/requirements.mjs', ...words]);
  },

  /** Writes services/gateway/openapi.json anew from the contracts. */
  async openapi() {
    return node(['services/gateway/openapi.mjs']);
  },

  /** Writes the golden samples that messages still lack; never changes one that is there. */
  async samples() {
    return node(['deploy/local/samples.mjs']);
  },

  /** Writes the generated blocks of the READMEs anew from the sources. */
  async docs() {
    return node(['deploy/local/docs.mjs']);
  },

  /** Names every breaking change since the release that is named. */
  async 'release-check'(words) {
    await buildChanged(['release-check']);
    return program('release-check', words);
  },

  async new(words) {
    return node(['deploy/local/new-use-case.mjs', ...words]);
  },
};

export async function run(target, words) {
  const work = targets[target];
  if (!work) {
    console.error(`There is no target ${target}; there are ${Object.keys(targets).join(', ')}.`);
    return 1;
  }
  endWithLauncher(() => process.kill(process.pid, 'SIGHUP'));
  return work(words);
}

async function services() {
  const { isService, programs } = await import('./build.mjs');
  return [...programs()].filter(([, entries]) => isService(entries)).map(([name]) => name);
}

async function buildChanged(scope, options = {}) {
  const { build, changed, programs } = await import('./build.mjs');
  const all = programs();
  const names = changed(all, options).filter((name) => scope === undefined || scope.includes(name));
  if (names.length === 0) return;
  const began = Date.now();
  console.log(`building ${names.join(', ')}`);
  await build(names, all, options);
  console.log(`built in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

/** Runs a bundled program in this process. Its exit code is what it sets itself. */
async function program(name, words = []) {
  const file = join(root, 'dist', name, 'main.js');
  if (!existsSync(file)) {
    console.error(`There is no program ${name} in this checkout.`);
    return 1;
  }
  process.argv.splice(1, process.argv.length - 1, file, ...words);
  await import(pathToFileURL(file).href);
  return process.exitCode;
}

async function node(args) {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
    relaySignals(child);
    child.once('error', failed);
    child.once('exit', (code) => done(code ?? 1));
  });
}

/** Prints what a step said only when it failed. */
async function quietly(name, args) {
  const began = Date.now();
  const said = [];
  const code = await new Promise((done, failed) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    relaySignals(child);
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk));
    child.once('error', failed);
    child.once('close', (status) => done(status ?? 1));
  });
  const time = `${((Date.now() - began) / 1000).toFixed(1)} s`;
  if (code !== 0) console.log(Buffer.concat(said).toString());
  console.log(`${name}: ${code === 0 ? 'good' : 'failed'} (${time})`);
  return code === 0;
}

/** Ctrl-C reaches the child by the terminal; we wait for it and give its exit code. */
function relaySignals(child) {
  const wait = () => undefined;
  const end = () => child.kill('SIGTERM');
  process.on('SIGINT', wait).on('SIGTERM', end).on('SIGHUP', end);
  child.once('exit', () => process.off('SIGINT', wait).off('SIGTERM', end).off('SIGHUP', end));
}
