import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Agent, request } from 'node:http';
import { median } from '../bench/load.js';
import { KNOWS } from '../rig/records.js';
import { Site } from './site.js';

const SERVICES = ['complaints', 'info-sharing'];

export interface Answer {
  readonly status: number;
  readonly ms: number;
}

/** One complaint over the gateway, as a program sends it that does not ask twice. Status 0: no answer. */
class Caller {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1_024 });
  private people = 0;

  constructor(
    private readonly gateway: string,
    private readonly token: string,
  ) {}

  register(): Promise<Answer> {
    const body = JSON.stringify({
      ...{ projectId: 'binjiang', channel: 'HOTLINE', source: 'DIRECT', customerKind: 'OWNER', room: '3-1-1201' },
      ...{ category: 'QUALITY', urgency: 'URGENT', content: '顶棚渗水', dueOn: '2030-12-01', customerName: '刘洋' },
      phone: `199${String(10_000_000 + ++this.people)}`,
    });
    const began = performance.now();
    return new Promise((done) => {
      const sent = request(`${this.gateway}/complaints`, {
        agent: this.agent,
        method: 'POST',
        headers: {
          ...{ 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
          ...{ authorization: `Bearer ${this.token}`, 'idempotency-key': randomUUID() },
        },
      });
      const end = (status: number) => done({ status, ms: performance.now() - began });
      sent.on('response', (response) => {
        response.resume();
        response.on('end', () => end(response.statusCode ?? 0)).on('error', () => end(0));
      });
      sent.on('error', () => end(0)).setTimeout(20_000, () => sent.destroy(new Error('no answer')));
      sent.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

export async function caller(site: Site): Promise<Caller> {
  await site.rows('complaints', KNOWS, [['binjiang']]);
  return new Caller(site.gateway, await site.tokenOf('complaint-handler'));
}

/** So many at once, each sending its next as soon as it is answered; the answers. */
async function lanes(count: number, ms: number, send: () => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  const until = performance.now() + ms;
  const lane = async () => {
    while (performance.now() < until) answers.push(await send());
  };
  await Promise.all(Array.from({ length: count }, lane));
  return answers;
}

/** So many in a second, whether or not anything is answered. */
export async function rain(perSecond: number, ms: number, send: () => Promise<Answer>): Promise<Answer[]> {
  const answers: Promise<Answer>[] = [];
  const began = performance.now();
  for (let at = 0; at < ms; at = performance.now() - began) {
    while (answers.length < (at / 1_000) * perSecond) answers.push(send());
    await pause(2);
  }
  return Promise.all(answers);
}

const good = (answers: readonly Answer[]) => answers.filter(({ status }) => status >= 200 && status < 300);

export interface Overload {
  /** Successes in a second at the best. */
  readonly best: number;
  /** And under five times as many requests. */
  readonly under: number;
  /** How many answers of each status then. */
  readonly statuses: Readonly<Record<number, number>>;
  /** Median before, and in the tenth second after; milliseconds. */
  readonly before: number;
  readonly after: number;
}

/** Five times of what the house can do, for so long. */
export async function overload(ms: number, say: (line: string) => void): Promise<Overload> {
  const site = await Site.open({ services: SERVICES, replicas: 2, nodes: 1 });
  try {
    const person = await caller(site);
    const send = () => person.register();
    await lanes(32, 5_000, send);
    const calm = await lanes(32, 10_000, send);
    const best = good(calm).length / 10;
    say(`best: ${best.toFixed(0)} in a second`);
    const flood = await rain(best * 5, ms, send);
    const statuses = Object.fromEntries(
      [...Map.groupBy(flood, ({ status }) => status)].map(([status, all]) => [status, all.length]),
    );
    await pause(9_000);
    const later = await lanes(32, 1_000, send);
    person.close();
    return {
      ...{ best, under: good(flood).length / (ms / 1_000), statuses },
      ...{ before: median(good(calm).map((each) => each.ms)), after: median(good(later).map((each) => each.ms)) },
    };
  } finally {
    await site.close();
  }
}

export interface Rolling {
  readonly requests: number;
  readonly failed: Readonly<Record<number, number>>;
}

/** Replica after replica, gateways too, is stopped in order and started anew, while so many requests come in a second. */
export async function rollingRestarts(
  restarts: number,
  perSecond: number,
  services: readonly string[],
  say: (line: string) => void,
): Promise<Rolling> {
  const site = await Site.open({ services, replicas: 2, gateways: 2, nodes: 1 });
  try {
    const person = await caller(site);
    const names = [...site.replicas, ...site.gatewayNames];
    let over = false;
    const answers: Promise<Answer>[] = [];
    const coming = (async () => {
      const began = performance.now();
      while (!over) {
        while (answers.length < ((performance.now() - began) / 1_000) * perSecond) answers.push(person.register());
        await pause(2);
      }
    })();
    for (let n = 0; n < restarts; n++) {
      const name = names[n % names.length]!;
      await site.renew(name);
      await site.ready();
      say(`${n + 1}: ${name} was restarted`);
    }
    over = true;
    await coming;
    const all = await Promise.all(answers);
    person.close();
    const failed = all.filter(({ status }) => status < 200 || status >= 300);
    return {
      requests: all.length,
      failed: Object.fromEntries(
        [...Map.groupBy(failed, ({ status }) => status)].map(([status, of]) => [status, of.length]),
      ),
    };
  } finally {
    await site.close();
  }
}
