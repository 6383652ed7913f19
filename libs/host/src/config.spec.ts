import { describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { ConfigError, Env, readConfig } from './config.js';
import * as read from './config-readers.js';
import { GatewayConfig } from './gateway-config.js';
import { ServiceConfig } from './service-config.js';

const key = () => randomBytes(32).toString('base64');
const secret = randomBytes(32).toString('hex');

const complaints = {
  NODE_ENV: 'development',
  SERVICE_NAME: 'complaints',
  HEALTH_PORT: '9101',
  DATABASE_URL: 'postgres://app:q8Zr3nT1@db.internal:5432/complaints',
  NATS_URL: 'nats://n1:4222, nats://n2:4222',
  ISSUER_URL: 'https://id.example.com',
  PARTY_KEYS: `k2:${key()},k1:${key()}`,
  PARTY_INDEX_KEY: key(),
  AUDIT_KEYS: `k1:${key()}`,
  SERVICE_SECRET: secret,
};
const gateway = { NODE_ENV: 'development', NATS_URL: 'nats://127.0.0.1:4222', ISSUER_URL: 'http://127.0.0.1:3900' };

const faultsOf = (run: () => unknown): readonly string[] => {
  try {
    run();
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
};

describe('Configuration', () => {
  test('of a service is read with its types and defaults', () => {
    const config = readConfig(ServiceConfig, complaints);

    expect(config).toMatchObject({
      nodeEnv: 'development',
      logLevel: 'info',
      serviceName: 'complaints',
      healthPort: 9101,
      healthHost: '127.0.0.1',
      natsUrl: 'nats://n1:4222,nats://n2:4222',
      issuerAudience: 'linli',
      poolSize: 10,
      stopTimeoutMs: 35_000,
    });
    expect(config.jwksUrl).toBeUndefined();
    expect(config).toBeInstanceOf(ServiceConfig);
    expect(Object.isFrozen(config)).toBe(true);
  });

  test('of the gateway listens on this machine only, unless it is production', () => {
    expect(readConfig(GatewayConfig, gateway)).toMatchObject({ port: 3000, host: '127.0.0.1' });
    expect(readConfig(GatewayConfig, { ...gateway, NODE_ENV: 'production' })).toMatchObject({ host: '0.0.0.0' });
    expect(
      readConfig(GatewayConfig, { ...gateway, CORS_ORIGINS: 'https://a.example.com, https://b.example.com' })
        .corsOrigins,
    ).toEqual(['https://a.example.com', 'https://b.example.com']);
  });

  test('reports every wrong value at once, one clear line each', () => {
    const faults = faultsOf(() =>
      readConfig(ServiceConfig, {
        ...complaints,
        SERVICE_NAME: 'Complaints',
        HEALTH_PORT: '91o1',
        POOL_SIZE: '0',
        LOG_LEVEL: 'loud',
        ISSUER_URL: '',
      }),
    );

    expect(faults).toHaveLength(5);
    expect(faults).toEqual(
      expect.arrayContaining([
        'SERVICE_NAME must be lower-case words joined by hyphens, but is "Complaints"; example: SERVICE_NAME=complaints',
        'HEALTH_PORT must be a whole number from 0 to 65535, but is "91o1"; example: HEALTH_PORT=9101',
        'POOL_SIZE must be a whole number from 1 to 100, but is "0"; example: POOL_SIZE=10',
        'LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, but is "loud"; example: LOG_LEVEL=info',
        'ISSUER_URL is missing; example: ISSUER_URL=https://id.example.com',
      ]),
    );
    expect(new ConfigError(faults).message).toMatch(/^The configuration is wrong in 5 places:\n {2}\S/);
  });

  test.each([
    ['DATABASE_URL', 'mysql://app:hunter2hunter2@db/complaints'],
    ['DATABASE_URL', 'postgres://app:hunter2hunter2@db:5432'],
    ['NATS_URL', 'nats://n1:4222,http://u:hunter2hunter2@n2'],
    ['PARTY_KEYS', 'k1:hunter2hunter2'],
    ['PARTY_KEYS', `k1:${key()},k1:${key()}`],
    ['PARTY_INDEX_KEY', 'hunter2hunter2'],
    ['AUDIT_KEYS', 'k1:hunter2hunter2'],
    ['SERVICE_SECRET', 'hunter2hunter2'],
  ])('never prints the value of a secret: %s', (name, value) => {
    const [fault = '', ...more] = faultsOf(() => readConfig(ServiceConfig, { ...complaints, [name]: value }));

    expect(more).toEqual([]);
    expect(fault).toMatch(new RegExp(`^${name} must .*\\(its value is not shown\\); example: ${name}=`));
    expect(fault).not.toContain('hunter2');
    expect(fault).not.toContain(value);
  });

  test('shows no secret when it is logged', () => {
    const config = readConfig(ServiceConfig, complaints);

    for (const shown of [JSON.stringify(config), inspect(config)]) {
      expect(shown).toContain('complaints');
      expect(shown).toContain('[secret]');
      expect(shown).not.toContain(secret);
      expect(shown).not.toContain('q8Zr3nT1');
    }
    expect(config.serviceSecret).toBe(secret);
  });

  test('without NODE_ENV is that of production', () => {
    const { NODE_ENV: _, ...unsaid } = gateway;

    expect(readConfig(GatewayConfig, unsaid).nodeEnv).toBe('production');
  });

  test('of production refuses phones in a folder, where what customers are sent lies open', () => {
    const development = { ...complaints, PHONES_FOLDER: '.data/phones' };

    expect(readConfig(ServiceConfig, development).phonesFolder).toBe('.data/phones');
    expect(faultsOf(() => readConfig(ServiceConfig, { ...development, NODE_ENV: 'production' }))).toContain(
      'PHONES_FOLDER is for development only; unset it, or say NODE_ENV=development',
    );
  });

  test('of production refuses the development issuer', () => {
    const development = { ...gateway, DEV_ISSUER: 'http://127.0.0.1:3900' };

    expect(readConfig(GatewayConfig, development).devIssuer).toBe('http://127.0.0.1:3900');
    expect(faultsOf(() => readConfig(GatewayConfig, { ...development, NODE_ENV: 'production' }))).toEqual([
      'DEV_ISSUER is for development only; unset it, or say NODE_ENV=development',
    ]);
  });

  test.each([
    ['SERVICE_SECRET', 'development-secret-of-all-services-0123456789'],
    ['SERVICE_SECRET', 'abababababababababababababababababab'],
    ['PARTY_KEYS', `k1:${Buffer.alloc(32).toString('base64')}`],
    ['AUDIT_KEYS', `k1:${Buffer.alloc(32).toString('base64')}`],
    ['PARTY_INDEX_KEY', Buffer.from('linli-development-index-key-0123').toString('base64')],
    ['DATABASE_URL', 'postgres://postgres:postgres@db:5432/complaints'],
    ['NATS_URL', 'nats://n1:4222,nats://linli:linli@n2:4222'],
  ])('of production refuses a secret that everybody could guess, which does for development: %s', (name, value) => {
    expect(faultsOf(() => readConfig(ServiceConfig, { ...complaints, [name]: value }))).toEqual([]);

    const [fault = '', ...more] = faultsOf(() =>
      readConfig(ServiceConfig, { ...complaints, NODE_ENV: 'production', [name]: value }),
    );
    expect(more).toEqual([]);
    expect(fault).toContain(`${name} `);
    expect(fault).not.toContain(value);
  });

  test('of production takes real secrets', () => {
    expect(faultsOf(() => readConfig(ServiceConfig, { ...complaints, NODE_ENV: 'production' }))).toEqual([]);
  });

  test('of one service may add settings and change those it inherits', () => {
    class InfoSharingConfig extends ServiceConfig {
      @Env('POOL_SIZE', read.whole({ min: 1, max: 20 }), { default: 4, example: '4' })
      declare readonly poolSize: number;

      @Env('MATCH_BATCH', read.whole({ min: 1, max: 500 }), { default: 50, example: '50' })
      readonly matchBatch!: number;
    }

    expect(readConfig(InfoSharingConfig, complaints)).toMatchObject({
      poolSize: 4,
      matchBatch: 50,
      serviceName: 'complaints',
    });
    expect(readConfig(ServiceConfig, complaints).poolSize).toBe(10);
  });
});
