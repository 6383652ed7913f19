/** What specs and their equipment import from `@jest/globals`: always that of the file which is running. */
export const KEY = Symbol.for('linli.jest-globals');

const now = (name) =>
  new Proxy(() => undefined, {
    apply: (_, self, words) => Reflect.apply(globalThis[KEY][name], self, words),
    get: (_, key) => globalThis[KEY][name][key],
  });

export const afterAll = now('afterAll');
export const afterEach = now('afterEach');
export const beforeAll = now('beforeAll');
export const beforeEach = now('beforeEach');
export const describe = now('describe');
export const expect = now('expect');
export const it = now('it');
export const test = now('test');
