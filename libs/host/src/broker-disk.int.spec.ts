import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { register } from 'prom-client';
import { freePort, startNats, type NatsServer } from '@linli/testing';
import { checkBrokerDisks } from './broker-disk.js';

describe('Whether the broker has on its disk what it acknowledged', () => {
  let folder: string;
  let forgetful: NatsServer;
  let careful: Server;
  let monitors: { forgetful: string; careful: string };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'linli-disk-'));
    const monitorPort = await freePort();
    forgetful = await startNats({ storeDir: join(folder, 'nats'), monitorPort });
    // As 2.12 answers with sync_interval: always; the server of a developer's machine may be too old to know it.
    careful = createServer((request, response) => {
      const varz = { server_name: 'nats-0', version: '2.12.4', jetstream: { config: { sync_always: true } } };
      response.writeHead(request.url === '/varz' ? 200 : 404).end(JSON.stringify(varz));
    });
    await new Promise<void>((listening) => careful.listen(0, '127.0.0.1', listening));
    monitors = {
      forgetful: `http://127.0.0.1:${monitorPort}`,
      careful: `http://127.0.0.1:${(careful.address() as AddressInfo).port}/`,
    };
  }, 30_000);
  afterAll(async () => {
    careful.closeAllConnections();
    careful.close();
    await forgetful.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const metric = async () =>
    (await register.getSingleMetricAsString('nats_sync_always')).match(/^nats_sync_always\S* (\d)$/m)?.[1];

  test('is asked of every one: all right, or a sentence for each that is not', async () => {
    expect(await checkBrokerDisks([monitors.careful])).toEqual([]);
    expect(await metric()).toBe('1');
    const wrong = await checkBrokerDisks([monitors.careful, monitors.forgetful]);
    expect(wrong).toEqual([
      expect.stringMatching(/^NATS server \S+ \(2\.\d+\.\d+\) acknowledges .* "sync_interval: always"/),
    ]);
    expect(await metric()).toBe('0');
  });

  test('is not known of one that does not answer, and the metric stays', async () => {
    await checkBrokerDisks([monitors.careful]);
    const nobody = `http://127.0.0.1:${await freePort()}`;
    expect(await checkBrokerDisks([nobody])).toEqual([
      expect.stringContaining(`NATS_MONITOR_URL ${nobody} cannot be asked`),
    ]);
    expect(await metric()).toBe('1');
  });
});
