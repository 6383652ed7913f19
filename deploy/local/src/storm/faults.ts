import { setTimeout as pause } from 'node:timers/promises';
import type { TcpProxy } from '@linli/testing/servers';
import type { Chance } from './chance.js';
import type { Site } from './site.js';

type Strike = () => Promise<void> | void;

/** What may happen to a house; each lasts as long as it takes, and is healed at its end. */
export class Faults {
  readonly done: string[] = [];
  /** Kinds that have not been yet: each comes once before chance decides alone. */
  private readonly fresh: number[] = [];

  constructor(
    private readonly site: Site,
    private readonly chance: Chance,
    /** How long something may last at most, in milliseconds. */
    private readonly longestMs: number,
    private readonly say: (line: string) => void,
  ) {
    this.fresh = this.kinds().map((_, n) => n);
  }

  /** One fault. */
  async strike(): Promise<void> {
    const kinds = this.kinds();
    const [name, strike] = this.fresh.length > 0 ? kinds[this.takeFresh()]! : this.byWeight(kinds);
    this.done.push(name);
    this.say(`${new Date().toISOString()} ${name}`);
    await strike();
  }

  private kinds(): [name: string, strike: Strike, weight: number][] {
    const { site, chance } = this;
    const replica = chance.of(site.replicas);
    const anybody = chance.of([...site.replicas, ...site.gatewayNames]);
    const to = chance.of(['postgres', 'nats'] as const);
    return [
      [`kill -9 ${anybody}`, () => site.kill9(anybody), 8],
      [`kill -9 ${replica}`, () => site.kill9(replica), 8],
      [`freeze ${replica}`, () => this.freeze(replica), 4],
      [`cut ${replica} from ${to}`, () => this.spoil(replica, to, (line) => line.cut()), 4],
      [`black hole between ${replica} and ${to}`, () => this.spoil(replica, to, (line) => line.blackHole()), 3],
      [`answers of ${to} to ${replica} are lost`, () => this.spoil(replica, to, (line) => line.deafen()), 3],
      [`slow ${to} for ${replica}`, () => this.spoil(replica, to, (line) => line.delay(chance.between(20, 200))), 2],
      [`narrow ${to} for ${replica}`, () => this.spoil(replica, to, (line) => line.throttle(50_000)), 2],
      ['kill -9 a broker', () => site.kill9(chance.of(site.brokerNames)), 3],
      ['freeze a broker', () => this.freeze(chance.of(site.brokerNames)), 2],
      ['kill -9 PostgreSQL', () => site.kill9('postgres'), 2],
      ['full streams', () => this.fill(), 3],
      [
        `the clock of ${replica} is off`,
        () => site.setClockOff(replica, Math.round(chance.between(-4_000, 25_000))),
        2,
      ],
    ];
  }

  private takeFresh(): number {
    return this.fresh.splice(this.chance.below(this.fresh.length), 1)[0]!;
  }

  private byWeight<K extends readonly [string, Strike, number]>(kinds: readonly K[]): K {
    let at = this.chance.between(
      0,
      kinds.reduce((sum, [, , weight]) => sum + weight, 0),
    );
    return kinds.find(([, , weight]) => (at -= weight) < 0) ?? kinds[0]!;
  }

  /** The brokers lose their disks. */
  wipe(): void {
    this.done.push('the brokers lose their disks');
    this.site.wipeBrokers();
  }

  private while(): Promise<void> {
    return pause(this.chance.between(this.longestMs / 5, this.longestMs));
  }

  private async freeze(name: string): Promise<void> {
    this.site.freeze(name);
    await this.while();
    this.site.thaw(name);
  }

  private async spoil(name: string, to: 'postgres' | 'nats', how: (line: TcpProxy) => void): Promise<void> {
    const lines = this.site.lines(name, to);
    for (const line of lines) how(line);
    await this.while();
    for (const line of lines) line.heal();
  }

  private async fill(): Promise<void> {
    await patiently(() => Promise.all(this.site.services.map((service) => this.site.streams.fill(service))));
    // Long enough for several things to happen to one case meanwhile.
    await pause(this.longestMs);
    await patiently(() => this.site.streams.empty());
  }
}

/** The broker may be away at this moment, or its disk wiped: it is asked again for ten seconds, and otherwise there is nothing to fill. */
async function patiently(work: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    try {
      await work();
      return;
    } catch {
      await pause(500);
    }
  }
}
