import { createHash } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { SharedCounters } from '@linli/bus';
import { Refusal } from '@linli/kernel';

/** What one person may do in a minute, over all replicas; 0 is without a limit. */
export interface MostPerMinute {
  readonly requests: number;
  /** Searches for a person by telephone or ID number, name or address. */
  readonly lookups: number;
  /** Of one address, without a token. */
  readonly visits: number;
}

type Kind = keyof MostPerMinute;

const MINUTE_MS = 60_000;
const WORDS: Readonly<Record<Kind, string>> = {
  requests: '您一分钟内的请求次数已达上限，请下一分钟再试。',
  visits: '您所在的网络地址请求过多，请下一分钟再试。',
  lookups: '您一分钟内查找客户的次数已达上限，请下一分钟再试。',
};

interface Purse {
  left: number;
  /** Nothing more is given out this minute. */
  empty: boolean;
  filling?: Promise<void>;
}

/**
 * Turns away who asks too much. A replica draws a twentieth of a person's minute at a time from what all replicas share, so that
 * most requests cost nothing. While the broker does not answer nobody is limited: nothing behind it could be asked anyway.
 */
export class Limits {
  private readonly logger = new Logger('limits');
  private minute = 0;
  private purses = new Map<string, Purse>();
  private warned = 0;

  constructor(
    private readonly counters: Pick<SharedCounters, 'take'>,
    private readonly most: MostPerMinute,
    private readonly now: () => number = Date.now,
  ) {}

  /** Counts one more of this person. Refusal `request.too-many` with the seconds until the next minute. */
  async take(actorId: string, kind: Kind): Promise<void> {
    const limit = this.most[kind];
    if (limit === 0) return;
    const minute = Math.floor(this.now() / MINUTE_MS);
    if (minute !== this.minute) {
      this.minute = minute;
      this.purses = new Map();
    }
    const name = `${kind}.${actorId}`;
    const purse = this.purses.get(name) ?? { left: 0, empty: false };
    this.purses.set(name, purse);
    while (purse.left === 0 && !purse.empty) await (purse.filling ??= this.fill(purse, kind, actorId, minute, limit));
    if (purse.left === 0) throw this.refusal(kind);
    purse.left -= 1;
  }

  private async fill(purse: Purse, kind: Kind, actorId: string, minute: number, limit: number): Promise<void> {
    const share = Math.max(1, Math.floor(limit / 20));
    try {
      const given = await this.counters.take(`${kind}.${minute}.${nameOf(actorId)}`, share, limit);
      purse.left += given;
      purse.empty = given === 0;
    } catch (error) {
      purse.left += share;
      if (this.now() - this.warned > MINUTE_MS) {
        this.warned = this.now();
        this.logger.warn(`Nobody is limited: the shared counters do not answer: ${(error as Error).message}`);
      }
    } finally {
      delete purse.filling;
    }
  }

  private refusal(kind: Kind): Refusal {
    const retryAfterSeconds = Math.max(1, Math.ceil(((this.minute + 1) * MINUTE_MS - this.now()) / 1_000));
    return new Refusal('too-many', `request.too-many${kind === 'requests' ? '' : `-${kind}`}`, WORDS[kind], {
      details: { retryAfterSeconds },
    });
  }
}

/** Ids of persons come from outside and may hold what no subject may. */
const nameOf = (actorId: string) => createHash('sha256').update(actorId).digest('base64url').slice(0, 22);
