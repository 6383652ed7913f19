import { mapped } from './deploy/local/test-packages.mjs';

const natsServers = (process.env.TEST_NATS_URL ?? '').split(',').filter(Boolean).length;

/** One Jest for the whole house: two workers, ESM, real servers started by the first spec that needs them. */
export default {
  testEnvironment: 'node',
  globalSetup: '<rootDir>/jest.global-setup.mjs',
  globalTeardown: '<rootDir>/jest.global-teardown.mjs',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '@swc/jest' },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1', ...mapped },
  testMatch: ['<rootDir>/{libs,services,deploy}/**/src/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/\\.data/', '<rootDir>/\\.cache/', '<rootDir>/\\.nx/'],
  maxWorkers: natsServers === 1 ? 1 : 2,
  workerIdleMemoryLimit: '1GB',
  cacheDirectory: '<rootDir>/.cache/jest',
  testTimeout: 30000,
};
