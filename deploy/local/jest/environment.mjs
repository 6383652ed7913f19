import { ModuleMocker } from 'jest-mock';

/** Specs live in Node itself, not in a context of their own. What Jest puts into it for one file is taken out again. */
export default class NodeItself {
  global = globalThis;
  /** No spec mocks, but the runtime asks for it. */
  moduleMocker = new ModuleMocker(globalThis);
  #console = globalThis.console;
  #exit = process.exit;
  #env = process.env;
  #variables = { ...process.env };

  getVmContext() {
    return null;
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  async setup() {}

  async teardown() {
    globalThis.console = this.#console;
    process.exit = this.#exit;
    process.env = this.#env;
    for (const name of Object.keys(process.env)) if (!(name in this.#variables)) delete process.env[name];
    Object.assign(process.env, this.#variables);
  }
}
