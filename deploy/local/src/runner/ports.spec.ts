import { afterEach, expect, test } from '@jest/globals';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { isFree, portsFrom, takenPort } from './ports.js';

let holder: Server | undefined;

afterEach(() => new Promise<void>((done) => (holder ? holder.close(() => done()) : done())));

async function held(): Promise<number> {
  const server = createServer();
  holder = server;
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}

test('a port that somebody listens on is passed over, and no port is handed out twice', async () => {
  const taken = await held();
  const next = portsFrom(taken);
  const [first, second] = [await next(), await next()];
  expect(first).toBeGreaterThan(taken);
  expect(second).toBeGreaterThan(first);
  expect(await isFree(taken)).toBe(false);
});

test('a port that programs refuse to fetch from is passed over', async () => {
  expect(await portsFrom(10_080)()).toBeGreaterThan(10_080);
  await expect(fetch('http://127.0.0.1:10080')).rejects.toMatchObject({ cause: { message: 'bad port' } });
});

test('the message about a taken port names it and a command that works', async () => {
  const taken = await held();
  const message = await takenPort(taken);
  expect(message).toContain(`Port ${taken} is taken`);
  const offered = Number(/PORT=(\d+) npm start/.exec(message)?.[1]);
  expect(await isFree(offered)).toBe(true);
});
