import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';

const EVERY_MS = 5_000;
const MOST = 2_000;

/** Folds what happened to stages and clocks into the tallies that 服务阶段报告 reads. The report is exact at any time; folding keeps it fast. Any number of replicas at once. */
@Injectable()
export class StageFolder implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('reports');
  private timer?: NodeJS.Timeout;
  private stopped = false;
  private folding: Promise<void> = Promise.resolve();

  constructor(private readonly em: EntityManager) {}

  onApplicationBootstrap(): void {
    this.plan();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.folding;
  }

  /** Folds all that there is now. */
  async fold(): Promise<void> {
    for (const fold of ['fold_stage_changes', 'fold_clock_changes']) {
      for (let folded = MOST; folded === MOST && !this.stopped;) {
        const [row] = await this.em.fork().execute<{ folded: number }[]>(`select ${fold}(${MOST}) as folded`);
        folded = row?.folded ?? 0;
      }
    }
  }

  private plan(): void {
    this.timer = setTimeout(() => {
      this.folding = this.fold()
        .catch((error: Error) => this.logger.warn(`Stages are folded later: ${error.message.split('\n')[0]}`))
        .finally(() => this.stopped || this.plan());
    }, EVERY_MS).unref();
  }
}
