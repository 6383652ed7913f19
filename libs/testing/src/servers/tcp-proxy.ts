import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A network that can be spoilt, between a program and the server whose address it is given. */
export interface TcpProxy {
  readonly port: number;
  /** The same address, but through this proxy. */
  through(url: string): string;
  /** From now on every piece of data takes so much longer, each way. */
  delay(ms: number): void;
  /** Ends all connections and refuses new ones, as a server that is gone. */
  cut(): void;
  /** Passes on so many bytes in a second, each way of each connection. */
  throttle(bytesPerSecond: number): void;
  /** What is sent arrives, what is answered does not: nobody learns whether it was done. Heals like a black hole. */
  deafen(): void;
  /** Takes connections and data and passes nothing on, as a broken switch: nobody learns that the other side cannot be heard. */
  blackHole(): void;
  /** As it was in the beginning. What a black hole has swallowed arrives now, as if it had been sent again. */
  heal(): void;
  close(): Promise<void>;
}

type Way = 'open' | 'cut' | 'deaf' | 'black-hole';

/** Listens on 127.0.0.1 and passes everything on to the host and port of `target`, an address with any scheme. */
export async function startTcpProxy(target: string): Promise<TcpProxy> {
  const { hostname, port } = new URL(target);
  let way: Way = 'open';
  let delayMs = 0;
  let bytesPerSecond = Infinity;
  const sockets = new Set<Socket>();
  let swallowed: (() => void)[] = [];

  /** Does it now, later, or when the network is whole again; what stands in one line never overtakes. */
  const pipe = (from: Socket, to: Socket, isAnswer: boolean) => {
    sockets.add(from);
    const isLost = () => way === 'black-hole' || (way === 'deaf' && isAnswer);
    // When the line is free again, and what stands in it.
    let free = 0;
    const line: (() => void)[] = [];
    const next = () => {
      const job = line.shift()!;
      if (isLost()) swallowed.push(job);
      else job();
    };
    const pass = (job: () => void, bytes = 0) => {
      const at = performance.now();
      free = Math.max(free, at + delayMs) + (bytes / bytesPerSecond) * 1_000;
      line.push(job);
      if (free > at || line.length > 1) setTimeout(next, free - at);
      else next();
    };
    from.on('data', (data) => pass(() => void (to.destroyed || to.write(data)), data.length));
    from.on('end', () => pass(() => void to.end()));
    from.on('error', () => pass(() => void to.destroy()));
    from.on('close', () => {
      sockets.delete(from);
      pass(() => void to.destroy());
    });
  };
  const join = (near: Socket) => {
    const far = connect({ host: hostname, port: Number(port), noDelay: true });
    pipe(near, far, false);
    pipe(far, near, true);
  };

  const server = createServer({ noDelay: true }, (near) => {
    if (way === 'cut') near.resetAndDestroy();
    else if (way !== 'black-hole') join(near);
    else {
      near.pause();
      near.on('error', () => undefined);
      swallowed.push(() => void (near.destroyed || join(near.resume())));
    }
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', listening);
  });
  server.unref();
  const near = (server.address() as AddressInfo).port;
  const end = () => {
    for (const socket of sockets) socket.resetAndDestroy();
    swallowed = [];
  };
  return {
    port: near,
    through(url) {
      const address = new URL(url);
      address.hostname = '127.0.0.1';
      address.port = String(near);
      return address.href;
    },
    delay(ms) {
      delayMs = ms;
    },
    cut() {
      way = 'cut';
      end();
    },
    throttle(rate) {
      bytesPerSecond = rate;
    },
    deafen() {
      way = 'deaf';
    },
    blackHole() {
      way = 'black-hole';
    },
    heal() {
      way = 'open';
      delayMs = 0;
      bytesPerSecond = Infinity;
      const jobs = swallowed;
      swallowed = [];
      for (const job of jobs) job();
    },
    async close() {
      way = 'cut';
      end();
      await new Promise((closed) => server.close(closed));
    },
  };
}
