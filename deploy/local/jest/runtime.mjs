import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import JestRuntime from 'jest-runtime';
import { KEY } from './globals.mjs';
import { sourceMaps } from './typescript.mjs';

const require = createRequire(import.meta.url);

/**
 * Jest's runtime with Node's own modules in place of its registry for each spec file: sources and packages are loaded and
 * compiled once for a worker, not two hundred times. No spec may count on the state of a module being fresh.
 */
export default class NodeRuntime extends JestRuntime {
  /** The framework keeps the tests of one file in its module: that one is new for each. */
  requireInternalModule(path) {
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
