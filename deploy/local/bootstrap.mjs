#!/usr/bin/env node
/**
 * What every npm script calls first. Runs on any Node from 20 on, without node_modules: installs what the lock file
 * says, goes on under the Node that the house is made for, then runs the target (targets.mjs).
 *
 *   node deploy/local/bootstrap.mjs <target> [words…]
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { endWithLauncher } from './launcher.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const modules = join(root, 'node_modules');
const stampFile = join(modules, '.linli-install');
const ownNode = join(modules, 'node', 'bin', 'node');

const [target, ...words] = process.argv.slice(2);

try {
  if (Number(process.versions.node.split('.')[0]) < 20)
    throw new Error(`Node 20 or later is needed; this is ${process.version}`);
  await oneAtATime(async () => {
    if (!isInstalled()) await install();
  });
  if (isOwnNode()) await goOn();
  else process.exitCode = await underOwnNode();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function goOn() {
  process.chdir(root);
  const { run } = await import(pathToFileURL(join(root, 'deploy', 'local', 'targets.mjs')).href);
  process.exitCode = await run(target, words);
}

/** By content, because git touches the lock file at every switch of branches; an npm install by hand counts too. */
function isInstalled() {
  if (!existsSync(ownNode)) return false;
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lockStamp()) return true;
  const hidden = join(modules, '.package-lock.json');
  const byHand = existsSync(hidden) && statSync(hidden).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
  if (byHand) writeFileSync(stampFile, lockStamp());
  return byHand;
}

function lockStamp() {
  const hash = createHash('sha1').update(readFileSync(join(root, 'package-lock.json')));
  return `${hash.digest('hex')} ${process.platform}-${process.arch}`;
}

async function install() {
  const began = Date.now();
  console.log('installing packages (a minute or two the first time)');
  const still = setInterval(() => console.log(`  still installing, ${seconds(began)} s`), 15_000);
  try {
    await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
    if (!existsSync(ownNode)) await npm(['rebuild', 'node']);
  } finally {
    clearInterval(still);
  }
  if (!existsSync(ownNode))
    throw new Error('npm installed everything but Node itself; run npm rebuild node and look at what it says');
  writeFileSync(stampFile, lockStamp());
  console.log(`installed in ${seconds(began)} s`);
}

/** The npm that started us, else the one on PATH. */
async function npm(args) {
  const script = process.env.npm_execpath;
  const isNpm = script !== undefined && /npm(-cli)?\.c?js$/.test(script) && existsSync(script);
  const [command, first] = isNpm ? [process.execPath, [script]] : ['npm', []];
  const child = spawn(command, [...first, ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  const code = await ended(child);
  if (code !== 0)
    throw new Error(`npm ${args[0]} failed (code ${code}); what it said stands above. Is the registry reachable?`);
}

function isOwnNode() {
  return realpathSync(process.execPath) === realpathSync(ownNode);
}

/** Signals reach the child by the terminal or through us; its end is ours. */
async function underOwnNode() {
  const path = `${join(modules, '.bin')}:${process.env.PATH ?? ''}`;
  const child = spawn(ownNode, [fileURLToPath(import.meta.url), target, ...words], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: path },
  });
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  endWithLauncher(() => child.kill('SIGHUP'));
  return ended(child);
}

async function ended(child) {
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('exit', (code, signal) => done(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

/** Two commands in a fresh clone must not install over each other: the second waits for the first. */
async function oneAtATime(work) {
  if (isInstalled()) return;
  const lock = join(root, '.cache', 'install.lock');
  mkdirSync(dirname(lock), { recursive: true });
  for (let told = false; !take(lock); await pause(300)) {
    if (!told) console.log('another command is installing; waiting for it');
    told = true;
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock) {
  try {
    writeSync(openSync(lock, 'wx'), String(process.pid));
    return true;
  } catch {
    const owner = Number(existsSync(lock) ? readFileSync(lock, 'utf8') : 0);
    if (owner && !isAlive(owner)) rmSync(lock, { force: true });
    return false;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function seconds(began) {
  return Math.round((Date.now() - began) / 1000);
}
