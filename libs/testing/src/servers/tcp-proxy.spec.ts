import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '../service/eventually.js';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.js';

describe('A network that can be spoilt', () => {
  let echo: Server;
  let proxy: TcpProxy;
  const open: Socket[] = [];
  beforeAll(async () => {
    echo = createServer((socket) => socket.on('error', () => undefined).pipe(socket)).listen(0, '127.0.0.1');
    await once(echo, 'listening');
    proxy = await startTcpProxy(`tcp://127.0.0.1:${(echo.address() as AddressInfo).port}`);
  });
  afterEach(() => {
    proxy.heal();
    for (const socket of open.splice(0)) socket.destroy();
  });
  afterAll(async () => {
    await proxy.close();
    echo.close();
  });

  const caller = async () => {
    const socket = connect(proxy.port, '127.0.0.1');
    open.push(socket);
    const heard = { text: '', closed: false };
    socket.on('data', (data: Buffer) => (heard.text += data.toString()));
    socket.on('error', () => undefined).on('close', () => (heard.closed = true));
    await new Promise((done) => void socket.once('connect', done).once('close', done));
    return { socket, heard };
  };

  test('passes on what is sent, and gives an address that leads through it', async () => {
    const { socket, heard } = await caller();
    socket.write('hello');
    await eventually(() => heard.text === 'hello', 'nothing came back');
    expect(proxy.through('postgres://app:secret@db:5432/complaints?x=1')).toBe(
      `postgres://app:secret@127.0.0.1:${proxy.port}/complaints?x=1`,
    );
  });

  test('delays each way', async () => {
    const { socket, heard } = await caller();
    proxy.delay(50);
    const began = performance.now();
    socket.write('hello');
    await eventually(() => heard.text === 'hello', 'nothing came back');
    expect(performance.now() - began).toBeGreaterThanOrEqual(95);
  });

  test('cuts what is open and refuses what is new, until it is healed', async () => {
    const { heard } = await caller();
    proxy.cut();
    await eventually(() => heard.closed, 'the connection was not cut');
    const late = await caller();
    await eventually(() => late.heard.closed, 'a new connection was not refused');
    proxy.heal();
    const { socket, heard: again } = await caller();
    socket.write('hello');
    await eventually(() => again.text === 'hello', 'it was not healed');
  });

  test('swallows without a word, old connections and new ones, and lets go in order when it is healed', async () => {
    const before = await caller();
    proxy.blackHole();
    before.socket.write('one ');
    const during = await caller();
    during.socket.write('three');
    before.socket.write('two');
    const { socket, heard } = await caller();
    socket.end('bye');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([before.heard, during.heard, heard]).toEqual(Array(3).fill({ text: '', closed: false }));
    proxy.heal();
    await eventually(
      () => before.heard.text === 'one two' && during.heard.text === 'three',
      'what was swallowed is lost',
    );
  });

  test('lets through what is sent and keeps what is answered, until it is healed', async () => {
    const { socket, heard } = await caller();
    proxy.deafen();
    socket.write('asked');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(heard).toEqual({ text: '', closed: false });
    proxy.heal();
    await eventually(() => heard.text === 'asked', 'the answer is lost');
  });

  test('lets only so much through in a second, in order', async () => {
    const { socket, heard } = await caller();
    proxy.throttle(20_000);
    const began = performance.now();
    const sent = Array.from({ length: 40 }, (_, n) => `${n};`.padEnd(100, '.'));
    for (const each of sent) socket.write(each);
    await eventually(() => heard.text.length === 4_000, 'it did not arrive');
    expect(heard.text).toBe(sent.join(''));
    expect(performance.now() - began).toBeGreaterThanOrEqual(195);
  });
});
