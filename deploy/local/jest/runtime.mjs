import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import JestRuntime from 'jest-runtime';
import { KEY } from './globals.mjs';
import { sourceMaps } from './typescript.mjs';

const OF_ONE_FILE = ['EVENT_HANDLERS', 'JEST_STATE_SYMBOL'];
const require = createRequire(import.meta.url);

/**
 * Jest's runtime with Node's own modules in place of its registry for each spec file: sources and packages are loaded and
 * compiled once for a worker, not two hundred times. No spec may count on the state of a module being fresh.
 */
export default class NodeRuntime extends JestRuntime {
  /**
   * The framework keeps the tests of one file in its module, and its state and listeners in the globals, where the copy of the file before
   * would hear of this one's errors in its place: all of it is new for each.
   */
  requireInternalModule(path) {
    for (const key of Object.getOwnPropertySymbols(globalThis))
      if (OF_ONE_FILE.includes(key.description)) delete globalThis[key];
    delete require.cache[path];
    return require(path);
  }

  requireModule(path) {
    return require(path);
  }

  /** Node's own stays. */
  installGetBuiltinModule() {}

  getSourceMaps() {
    return sourceMaps;
  }

  setGlobalsForRuntime(globals) {
    globalThis[KEY] = globals;
  }

  unstable_shouldLoadAsEsm() {
    return true;
  }

  async unstable_importModule(path) {
    return import(pathToFileURL(path).href);
  }
}
