import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { inWork, now } from '@linli/bus';
import { Sealer } from '@linli/parties';
import { CallRecord } from '../call-record/call-record.js';
import { PhoneLine } from '../phone-line/phone-line.js';
import { DiallingRefused, Exchange, type Dialling } from './exchange.js';

/** How often the worker looks, and how long the exchange may take. */
@Injectable()
export class ExchangePace {
  readonly pollMs: number = 300;
  readonly exchangeMs: number = 5_000;
  readonly eraseAgainMs: number = 60_000;
}

const errand = (action: string) => ({ service: 'complaints', action });

/**
 * Asks the exchange for what was committed: takes one thing in a transaction, asks outside any, notes the result in another. After a
 * crash in between it asks again under the same id. Any number of replicas at once.
 */
@Injectable()
export class ExchangeWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('telephony');
  private stopped = false;
  private wake: () => void = () => undefined;
  private loop?: Promise<void>;

  constructor(
    private readonly em: EntityManager,
    private readonly sealer: Sealer,
    private readonly exchange: Exchange,
    private readonly pace: ExchangePace,
  ) {}

  onApplicationBootstrap(): void {
    this.loop = this.run();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.loop;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        if ((await this.dialNext()) || (await this.eraseNext())) continue;
      } catch (error) {
        this.logger.warn(`The exchange waits: ${(error as Error).name}`);
      }
      if (!this.stopped) await this.pause();
    }
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.pace.pollMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private async dialNext(): Promise<boolean> {
    const taken = await inWork(this.em, errand('dial-call'), () => this.takeCall());
    if (!taken) return false;
    if (taken === 'given up') return true;
    const outcome = await this.dial(taken);
    if (outcome === 'later') return true;
    await inWork(this.em, errand('dial-call'), async () => {
      const call = await this.em.findOneOrFail(CallRecord, { exchangeCallId: taken.exchangeCallId });
      if (call.nextDialAt === null) return; // the exchange has told of the call meanwhile
      if (outcome === 'taken') call.isDialled();
      else call.giveUp();
    });
    return true;
  }

  private async takeCall(): Promise<Dialling | 'given up' | undefined> {
    const [row] = await this.em.execute<{ id: string }[]>(
      'select id from call_record where next_dial_at <= ? order by next_dial_at limit 1 for update skip locked',
      [now().toISOString()],
    );
    if (!row) return undefined;
    const call = await this.em.findOneOrFail(CallRecord, row.id);
    if (!call.beginDialling(now())) return 'given up';
    const line = await this.em.findOneOrFail(PhoneLine, call.lineId ?? '');
    const to = this.sealer.open(call.phoneSealed ?? '', `call_record|phone|${call.id}`);
    return { exchangeCallId: call.exchangeCallId ?? call.id, from: line.number, to };
  }

  private async dial(dialling: Dialling): Promise<'taken' | 'refused' | 'later'> {
    try {
      await this.exchange.dial(dialling, AbortSignal.timeout(this.pace.exchangeMs));
      return 'taken';
    } catch (error) {
      // The text of an unknown error may hold the number: only its name is written.
      this.logger.warn(
        `${dialling.exchangeCallId} was not dialled: ${error instanceof Error ? error.name : 'unknown'}`,
      );
      return error instanceof DiallingRefused ? 'refused' : 'later';
    }
  }

  private async eraseNext(): Promise<boolean> {
    const [taken] = await inWork(this.em, errand('erase-recording'), () =>
      this.em.execute<{ id: string; reference: string }[]>(
        `update recording_to_erase e set attempts = attempts + 1, next_attempt_at = ?
         where id = (select id from recording_to_erase where next_attempt_at <= ? order by next_attempt_at limit 1 for update skip locked)
         returning id, reference`,
        [new Date(now().getTime() + this.pace.eraseAgainMs).toISOString(), now().toISOString()],
      ),
    );
    if (!taken) return false;
    await this.exchange.erase(taken.reference, AbortSignal.timeout(this.pace.exchangeMs));
    await inWork(this.em, errand('erase-recording'), () =>
      this.em.execute('delete from recording_to_erase where id = ?', [taken.id]),
    );
    return true;
  }
}
