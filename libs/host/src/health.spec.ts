import { afterEach, describe, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Counter, Registry } from 'prom-client';
import { serveHealth, type Health, type HealthOptions } from './health.js';

describe('Health of a process', () => {
  const registry = new Registry();
  let health: Health | undefined;

  const serve = async (options: Partial<HealthOptions> = {}) => {
    health = await serveHealth({ port: 0, host: '127.0.0.1', checks: {}, registry, ...options });
    return health;
  };
  const get = async (path: string, method = 'GET') => {
    const response = await fetch(`http://127.0.0.1:${health?.port}${path}`, { method });
    const text = await response.text();
    return { status: response.status, body: text.startsWith('{') ? (JSON.parse(text) as unknown) : text };
  };

  afterEach(async () => {
    await health?.close();
    health = undefined;
  });

  test('is ready when every check passes', async () => {
    await serve({ checks: { database: async () => undefined, bus: () => undefined } });

    expect(await get('/health/ready')).toEqual({ status: 200, body: { status: 'ready' } });
    expect(await get('/health/live')).toEqual({ status: 200, body: { status: 'live' } });
  });

  test('names what is missing, and not why, for anybody can read it', async () => {
    await serve({
      missing: () => ['relay'],
      checks: {
        database: () => Promise.reject(new Error('password authentication failed for user "app"')),
        bus: () => undefined,
        streams: () => {
          throw new Error('gone');
        },
      },
    });

    expect(await get('/health/ready')).toEqual({
      status: 503,
      body: { status: 'not ready', missing: ['relay', 'database', 'streams'] },
    });
  });

  test('does not wait for a check that hangs', async () => {
    await serve({ checks: { database: () => new Promise(() => undefined) }, checkLimitMs: 30 });

    expect(await get('/health/ready')).toEqual({ status: 503, body: { status: 'not ready', missing: ['database'] } });
  });

  test('asks the database once for probes that come together', async () => {
    let asked = 0;
    const release: (() => void)[] = [];
    await serve({
      checks: {
        database: () =>
          new Promise<void>((resolve) => {
            asked += 1;
            release.push(resolve);
            if (asked === 1) setTimeout(resolve, 100);
          }),
      },
    });

    const answers = await Promise.all([get('/health/ready'), get('/health/ready'), get('/health/ready')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(asked).toBe(1);
  });

  test('says that it is stopping, and may come back', async () => {
    const { notReady, ready } = await serve();
    notReady('stopping');
    expect(await get('/health/ready')).toEqual({ status: 503, body: { status: 'not ready', missing: ['stopping'] } });
    expect((await get('/health/live')).status).toBe(200);

    ready();
    expect((await get('/health/ready')).status).toBe(200);
  });

  test('is dead when the process cannot recover by itself', async () => {
    await serve({ live: () => false });

    expect(await get('/health/live')).toEqual({ status: 503, body: { status: 'dead' } });
  });

  test('shows the metrics', async () => {
    new Counter({ name: 'visits_total', help: 'Visits', registers: [registry] }).inc(3);
    await serve();

    expect((await get('/metrics')).body).toContain('visits_total 3');
  });

  test('answers nothing else', async () => {
    await serve();

    expect((await get('/')).status).toBe(404);
    expect((await get('/health')).status).toBe(404);
    expect((await get('/health/ready', 'POST')).status).toBe(404);
    expect((await get('/health/ready?probe=1')).status).toBe(200);
  });

  test('names a taken port and the way out', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;

    await expect(serve({ port })).rejects.toThrow(
      `Port ${port} for health and metrics is taken by another program; set HEALTH_PORT to a free one.`,
    );
    other.close();
  });
});
