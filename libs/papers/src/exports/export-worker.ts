import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Actor, isInfrastructure, type Ask, type Files, type Reader } from '@linli/bus';
import type { ExportFilter, ExportFormat, Role } from '@linli/contracts';
import { dayOf, Refusal } from '@linli/kernel';
import { make, TYPES } from '../make.js';
import type { Paper } from '../paper.js';
import type { Asker } from './export.js';
import { questionOf } from './question.js';

export interface ExportWorkerOptions {
  readonly em: EntityManager;
  readonly reader: Reader;
  readonly files: Files;
  readonly ask: Ask;
  readonly papers: readonly Paper[];
  /** How long a worker may be silent before another one takes its export over; 30 s unless told. */
  readonly leaseMs?: number;
  readonly pollMs?: number;
}

interface Job {
  readonly id: string;
  readonly paper: string;
  readonly format: ExportFormat;
  readonly filters: readonly ExportFilter[];
  readonly asker: Asker;
  readonly attempts: number;
  readonly at: string;
}

/** What ends an export without an error: somebody cancelled it, or this process stops. */
class Stopped extends Error {}

/** A process that dies of an export takes it up again; not for ever. */
const ATTEMPTS = 3;
const HAPPENED_OFTEN = '导出多次中断，请缩小范围后重新导出。';
const OUR_FAULT = '导出时出错，已经记录；请稍后重新导出，仍不成功时告知系统运维。';
const KEPT_DAYS = 30;
const STOP_MS = 10_000;
/** After a request comes in, so often. */
const SOON_MS = [20, 100, 300];

/**
 * Makes the files that people have asked for, one at a time per process; any number of replicas. An export that a dead process has left
 * is begun anew when its lease is over, one that a stopping process gives back at once.
 */
export class ExportWorker {
  private readonly logger = new Logger('exports');
  private stopped = false;
  private soon: number[] = [];
  private wake: () => void = () => undefined;
  private loop?: Promise<void>;

  constructor(private readonly options: ExportWorkerOptions) {}

  start(): void {
    if (this.options.papers.length > 0) this.loop = this.run();
  }

  /** Something was asked for in a transaction that is about to commit. */
  nudge(): void {
    this.soon = [...SOON_MS];
    this.wake();
  }

  /** Gives what it makes back, for another one to begin anew; what does not listen is left to the end of its lease. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    const late = new AbortController();
    await Promise.race([this.loop, pause(STOP_MS, undefined, { signal: late.signal }).catch(() => undefined)]);
    late.abort();
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        const job = await this.claim();
        if (job) {
          await this.carryOut(job);
          continue;
        }
      } catch (error) {
        this.logger.warn(`Exports wait: ${(error as Error).message.split('\n')[0]}`);
      }
      await this.pause();
    }
  }

  private async pause(): Promise<void> {
    if (this.stopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.soon.shift() ?? this.options.pollMs ?? 2_000);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = () => undefined;
  }

  private async claim(): Promise<Job | undefined> {
    await this.write(
      `update export set state = 'FAILED', version = version + 1, problem = ?, finished_at = app_now()
       where state = 'RUNNING' and lease_until < clock_timestamp() and attempts >= ${ATTEMPTS}`,
      [HAPPENED_OFTEN],
    );
    const [job] = await this.write<Job>(
      `update export set state = 'RUNNING', attempts = attempts + 1, rows = 0, total = null, lease_until = ${this.lease()}
       where id = (select id from export where state = 'WAITING' or (state = 'RUNNING' and lease_until < clock_timestamp())
         order by id limit 1 for update skip locked)
       returning id, paper, format, filters, asker, attempts, app_now()::text as at`,
    );
    return job;
  }

  private async carryOut(job: Job): Promise<void> {
    try {
      const paper = this.options.papers.find(({ name }) => name === job.paper);
      if (!paper) throw new Refusal('not-found', 'paper.not-found', '这种表单已不再提供。');
      const { id, name, roles, projects, company, department } = job.asker;
      const by = new Actor(id, name, roles as readonly Role[], projects, company, department);
      const { reader, files, ask } = this.options;
      const day = dayOf(new Date(job.at));
      const made = await make(paper, {
        asked: questionOf(paper, job.filters),
        format: job.format,
        day,
        room: { reader, ask, by },
        progress: (rows, total) => this.report(job, rows, total),
      });
      const fileName = `${paper.title}-${made.number ?? day.replaceAll('-', '')}.${job.format.toLowerCase()}`;
      const file = await files.put(made.bytes, { name: fileName, type: TYPES[job.format], owner: id });
      await this.write(
        `update export set state = 'DONE', version = version + 1, rows = ?, total = ?, file_id = ?, file_name = ?, size = ?, finished_at = app_now()
         where id = ? and state = 'RUNNING' and attempts = ?`,
        [made.rows, made.rows, file.fileId, fileName, file.size, job.id, job.attempts],
      );
      await this.forgetOld();
    } catch (error) {
      await this.give(job, error as Error);
    }
  }

  /** Says how far it is and goes on, unless it was cancelled, taken over, or this process stops. */
  private async report(job: Job, rows: number, total: number): Promise<void> {
    const [mine] = await this.write<{ id: string }>(
      `update export set rows = ?, total = ?, lease_until = ${this.lease()} where id = ? and state = 'RUNNING' and attempts = ? returning id`,
      [rows, total, job.id, job.attempts],
    );
    if (!mine || this.stopped) throw new Stopped();
  }

  /** A refusal is the asker's to mend, trouble of the infrastructure passes, anything else is ours. */
  private async give(job: Job, error: Error): Promise<void> {
    const place = [job.id, job.attempts];
    const mine = `where id = ? and state = 'RUNNING' and attempts = ?`;
    if (error instanceof Stopped) {
      // Given back without counting: nothing went wrong with it.
      await this.write(
        `update export set state = 'WAITING', attempts = attempts - 1, lease_until = null ${mine}`,
        place,
      );
      return;
    }
    const passes = isInfrastructure(error) || (error instanceof Refusal && error.kind === 'unavailable');
    if (passes && job.attempts < ATTEMPTS) {
      // It waits for the end of its lease.
      this.logger.warn(`Export ${job.id} is tried again: ${error.message.split('\n')[0]}`);
      return;
    }
    if (!(error instanceof Refusal)) this.logger.error({ msg: `Export ${job.id} failed`, err: error });
    const problem = error instanceof Refusal ? error.message : passes ? HAPPENED_OFTEN : OUR_FAULT;
    await this.write(
      `update export set state = 'FAILED', version = version + 1, problem = ?, finished_at = app_now() ${mine}`,
      [problem.slice(0, 500), ...place],
    );
  }

  private async forgetOld(): Promise<void> {
    await this.write(
      `delete from export where asked_at < app_now() - interval '${KEPT_DAYS} days' and state not in ('WAITING', 'RUNNING')`,
    );
  }

  private lease(): string {
    return `clock_timestamp() + interval '${this.options.leaseMs ?? 30_000} ms'`;
  }

  private write<R extends object>(sql: string, values: readonly unknown[] = []): Promise<R[]> {
    return this.options.em.fork().execute<R[]>(sql, [...values]);
  }
}
