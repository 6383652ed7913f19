/**
 * What the specs load of other people's code, as a handful of files: each spec file has a registry of modules of its own, and finding, reading
 * and linking some two thousand small ones cost each 0.4 s of a processor. The packages stay what they are, bundled as `build.mjs` bundles
 * them for production, once for each lock file.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ABSENT, BANNER } from './build.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** By what is installed and how it is bundled: a folder once made is never changed, specs may be loading from it. */
const folder = join(root, 'dist', 'test-packages', stamp());

/** In one go, so that what they share is there once. */
const PACKAGES = [
  ...['@nestjs/common', '@nestjs/core', '@nestjs/microservices', '@nestjs/platform-fastify', 'rxjs'],
  ...['@mikro-orm/core', '@mikro-orm/postgresql', '@mikro-orm/migrations', 'class-validator'],
  ...['@nats-io/jetstream', '@nats-io/obj', '@nats-io/transport-node', 'fastify', '@fastify/multipart', 'helmet'],
  ...['jose', 'prom-client', 'exceljs', 'libphonenumber-js/core', 'libphonenumber-js/min/metadata'],
];

const fileOf = (name) => `${name.replaceAll(/\W+/g, '-')}.mjs`;

/** For Jest's `moduleNameMapper`. */
export const mapped = Object.fromEntries(PACKAGES.map((name) => [`^${name}$`, join(folder, fileOf(name))]));

/** Bundles them unless that has been done for what is installed. */
export async function bundlePackages() {
  if (existsSync(folder)) return;
  const { build } = await import('esbuild');
  const draft = `${folder}-${process.pid}`;
  mkdirSync(dirname(folder), { recursive: true });
  const entry = (name) => ({ in: `all-of:${name}`, out: fileOf(name).replace(/\.mjs$/, '') });
  await build({
    absWorkingDir: root,
    entryPoints: PACKAGES.map(entry),
    outdir: draft,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    mainFields: ['main', 'module'],
    keepNames: true,
    logLevel: 'warning',
    external: ['pg', 'reflect-metadata', '@opentelemetry/*'],
    define: { 'import.meta.resolve': 'undefined' },
    banner: { js: BANNER },
    plugins: [allOf],
  });
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // else another run was first
  }
}

function stamp() {
  const hash = createHash('sha1');
  const here = dirname(fileURLToPath(import.meta.url));
  const installed = join(root, 'node_modules', '.package-lock.json');
  for (const file of [installed, fileURLToPath(import.meta.url), join(here, 'build.mjs')])
    hash.update(existsSync(file) ? readFileSync(file) : 'gone');
  return hash.digest('hex').slice(0, 12);
}

/** What Node says of a CommonJS module beside its names. */
const NOT_NAMES = ['module.exports', '__esModule'];

/** An entry that gives on what the package gives under Node, names of CommonJS too. */
const allOf = {
  name: 'all-of',
  setup(esbuild) {
    esbuild.onResolve({ filter: /^all-of:/ }, ({ path }) => ({ path, namespace: 'all-of' }));
    esbuild.onLoad({ filter: /.*/, namespace: 'all-of' }, async ({ path }) => {
      const name = path.slice('all-of:'.length);
      const names = Object.keys(await import(name)).filter((each) => !NOT_NAMES.includes(each));
      return { contents: `export { ${names.join(', ')} } from '${name}';`, resolveDir: root };
    });
    esbuild.onResolve({ filter: ABSENT }, ({ path }) => ({ path, external: true }));
  },
};
