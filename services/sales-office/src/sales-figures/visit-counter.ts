import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';

const EVERY_MS = 60_000;
/** Days in one transaction. */
const BATCH = 100;
const COUNT = `select count_visits((app_now() at time zone 'Asia/Shanghai')::date, ${BATCH})::int as days`;

/** Counts the days of 来电来访 that are over, once for all reports. In any number of replicas; a day that nobody has counted is right too, only dearer. */
@Injectable()
export class VisitCounter implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('visit-counts');
  private timer?: NodeJS.Timeout;
  private stopped = false;
  private counting?: Promise<unknown>;

  constructor(private readonly em: EntityManager) {}

  onApplicationBootstrap(): void {
    this.plan();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.counting;
  }

  /** Counts what has changed up to yesterday; how many days. */
  async count(): Promise<number> {
    let days = 0;
    for (let more = BATCH; more === BATCH && !this.stopped; days += more) {
      const [counted] = await this.em.fork().execute<{ days: number }[]>(COUNT);
      more = counted?.days ?? 0;
    }
    return days;
  }

  private plan(): void {
    this.timer = setTimeout(() => {
      this.counting = this.count()
        .catch((error: Error) => this.logger.warn(`Visits are counted later: ${error.message.split('\n')[0]}`))
        .finally(() => {
          if (!this.stopped) this.plan();
        });
    }, EVERY_MS).unref();
  }
}
