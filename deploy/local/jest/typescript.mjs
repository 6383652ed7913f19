/**
 * Lets Node load the sources as they are written: `.ts` by their `.js` names, turned into JavaScript by SWC as `.swcrc` says and kept in
 * `.cache`. For the specs, which run on sources; everything that runs in earnest is built.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync, version } from '@swc/core';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const options = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8'));
const cache = join(root, '.cache', 'typescript');
const stamp = [version, JSON.stringify(options), readFileSync(fileURLToPath(import.meta.url))].join();
const globals = new URL('./globals.mjs', import.meta.url).href;

/** Where the source map of each loaded file lies, by its URL. */
export const sourceMaps = new Map();

mkdirSync(cache, { recursive: true });

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === '@jest/globals') return { url: globals, shortCircuit: true };
    if (specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL?.split('?')[0].endsWith('.ts')) {
      const { href } = new URL(`${specifier.slice(0, -3)}.ts`, context.parentURL);
      if (existsSync(fileURLToPath(href))) return { url: href, shortCircuit: true };
    }
    return next(specifier, context);
  },
  load(url, context, next) {
    if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
    const file = fileURLToPath(url);
    // A tree that some spec made for itself never comes again.
    const made = file.startsWith(join(root, '.cache')) ? undefined : javaScriptOf(file);
    if (made) sourceMaps.set(url, `${made}.map`);
    const source = made ? readFileSync(made, 'utf8') : compiled(file, readFileSync(file, 'utf8')).code;
    return { format: 'module', source, shortCircuit: true };
  },
});

function javaScriptOf(file) {
  const source = readFileSync(file, 'utf8');
  const made = join(cache, `${createHash('sha1').update(stamp).update(file).update(source).digest('hex')}.mjs`);
  if (existsSync(made)) return made;
  const { code, map } = compiled(file, source);
  keep(`${made}.map`, map);
  keep(made, code);
  return made;
}

const compiled = (file, source) => transformSync(source, { ...options, filename: file, swcrc: false });

/** Two workers may be at the same file: each writes its own and puts it in place. */
function keep(file, text) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, file);
}
