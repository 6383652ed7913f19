import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Ask, Wakeup } from '@linli/bus';
import { partyContracts, personKeepers, type PersonKeeper } from '@linli/contracts';
import { Refusal } from '@linli/kernel';
import { IdentifyParty, type Claim } from './identify-party.js';

const POLL_MS = 1_000;
/** So many parties of one department are asked for at the same time; when so few are left, there is room for more. */
const AT_ONCE = 4;
const FEW = 2;
const GIVE_UP_AFTER = 6;
/** How long an answer is waited for: the first may have died with its replica, a later one takes its time. */
const ANSWER_MS = { first: 1_500, later: 5_000 };

/** A claim is a lease that a living worker renews: who is killed with it leaves it to the others after 3 seconds. */
const RENEW_MS = 1_000;
const LEASE = `clock_timestamp() + interval '3 s'`;
const RENEW = `update identification i set next_attempt_at = ${LEASE} from unnest(?::uuid[], ?::bigint[]) as c(party_id, news)
  where i.party_id = c.party_id and i.wanted_at_news = c.news and i.wanted_at_news > i.done_at_news`;
const TAKE = `update identification set attempts = attempts + 1, next_attempt_at = ${LEASE}
  where party_id = any(array(
    select t.party_id from unnest(?::text[], ?::int[]) as r(service, room) cross join lateral (
      select i.party_id from identification i
      where i.service = r.service and i.wanted_at_news > i.done_at_news and i.given_up_at is null and i.next_attempt_at <= clock_timestamp()
      order by i.next_attempt_at limit r.room for update skip locked) t))
  returning party_id as "partyId", service, wanted_at_news::int as news, correlation_id as "correlationId", attempts`;

/** Asks the departments who their parties are, outside any transaction. In every replica, any number at once. */
@Injectable()
export class IdentificationWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('identification');
  private wakeup?: Wakeup;
  private stopped = false;
  private called = false;
  private readonly open = new Set<Claim>();
  private readonly running = new Set<Promise<void>>();
  private rise: () => void = () => undefined;
  private loop?: Promise<void>;

  constructor(
    private readonly em: EntityManager,
    private readonly ask: Ask,
    private readonly identifyParty: IdentifyParty,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.wakeup = new Wakeup(this.em.config.get('clientUrl') ?? '', { identification: () => this.wake() });
    await this.wakeup.start();
    this.loop = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.wakeup?.stop();
    await this.loop;
  }

  private async run(): Promise<void> {
    const renewing = setInterval(() => void this.renew(), RENEW_MS);
    while (!this.stopped) {
      try {
        this.called = false;
        if (await this.some()) continue;
      } catch (error) {
        this.logger.warn(`Parties wait for their identification: ${named(error)}`);
      }
      if (!this.called) await this.rest();
    }
    await Promise.all(this.running);
    clearInterval(renewing);
  }

  private wake(): void {
    this.called = true;
    this.rise();
  }

  private rest(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, POLL_MS);
      this.rise = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Begins as many of each department as there is room for, and waits for none: one that does not answer does not hold up the others. */
  private async some(): Promise<boolean> {
    const room = new Map(personKeepers.map((service) => [service, AT_ONCE - this.openOf(service)] as const));
    for (const [service, free] of room) if (free < AT_ONCE - FEW) room.delete(service);
    if (room.size === 0) return false;
    const claims = await this.em
      .fork()
      .execute<(Claim & { attempts: number })[]>(TAKE, [arrayOf(room.keys()), arrayOf(room.values())]);
    for (const claim of claims) {
      this.open.add(claim);
      const one = this.one(claim, () => this.open.delete(claim))
        .catch((error: unknown) => this.logger.warn(`Party ${claim.partyId} is tried again: ${named(error)}`))
        .finally(() => {
          this.running.delete(one);
          if (this.openOf(claim.service) <= FEW) this.wake();
        });
      this.running.add(one);
    }
    return [...room].some(([service, free]) => claims.filter((claim) => claim.service === service).length >= free);
  }

  private openOf(service: PersonKeeper): number {
    let open = 0;
    for (const claim of this.open) if (claim.service === service) open++;
    return open;
  }

  private async renew(): Promise<void> {
    const open = [...this.open];
    if (open.length === 0) return;
    await this.em
      .fork()
      .execute(RENEW, [arrayOf(open.map(({ partyId }) => partyId)), arrayOf(open.map(({ news }) => news))])
      .catch((error: unknown) => this.logger.warn(`Claims of parties were not renewed: ${named(error)}`));
  }

  /** `leave` is called before its next try is put off: from then on it is not renewed. */
  private async one(claim: Claim & { attempts: number }, leave: () => void): Promise<void> {
    const { partyId, service, correlationId, attempts } = claim;
    try {
      const contact = await this.ask.ask(
        partyContracts[service].GetContact,
        { partyId },
        { correlationId, timeoutMs: attempts === 1 ? ANSWER_MS.first : ANSWER_MS.later },
      );
      await this.identifyParty.identify(claim, contact);
      leave();
    } catch (error) {
      leave();
      const unknown = error instanceof Refusal && error.kind === 'not-found' && attempts >= GIVE_UP_AFTER;
      this.logger.warn(
        `Party ${partyId} of ${service} is not identified${unknown ? ' and not tried again' : ' yet'}: ${named(error)}`,
      );
      await this.em.fork().execute(
        `update identification set last_error = ?, given_up_at = case when ? then clock_timestamp() end,
           next_attempt_at = clock_timestamp() + least(60, 0.2 * 2 ^ least(attempts, 10)) * interval '1 s'
         where party_id = ? and wanted_at_news = ?`,
        [named(error), unknown, partyId, claim.news],
      );
    }
  }
}

const arrayOf = (items: Iterable<string | number>): string => `{${[...items].join(',')}}`;

/** An error without the values of its statement. */
function named(error: unknown): string {
  if (error instanceof Refusal) return error.code;
  const { name, code } = error as { name?: string; code?: string };
  return [name ?? 'Error', code].filter(Boolean).join(' ');
}
