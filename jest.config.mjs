import { fileURLToPath } from 'node:url';

const natsServers = (process.env.TEST_NATS_URL ?? '').split(',').filter(Boolean).length;
const own = (name) => fileURLToPath(new URL(`./deploy/local/jest/${name}.mjs`, import.meta.url));

/**
 * One Jest for the whole house: two workers that load each module once, in Node itself (`deploy/local/jest`), and real servers started by
 * the first spec that needs them.
 */
export default {
  testEnvironment: own('environment'),
  runtime: own('runtime'),
  globalSetup: '<rootDir>/jest.global-setup.mjs',
  globalTeardown: '<rootDir>/jest.global-teardown.mjs',
  transform: {},
  testMatch: ['<rootDir>/{libs,services,deploy}/**/src/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/\\.data/', '<rootDir>/\\.cache/', '<rootDir>/\\.nx/'],
  maxWorkers: natsServers === 1 ? 1 : 2,
  workerIdleMemoryLimit: '1GB',
  cacheDirectory: '<rootDir>/.cache/jest',
  testTimeout: 30000,
};
