import { Logger } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Actor } from '../actor.js';
import { wordsOf } from '../failures.js';
import type { Firing } from './firing.js';
import type { Registered } from '../server.js';
import { inSpan, traceparentOf } from '../telemetry.js';
import { killPoint } from '../trial.js';
import { Work } from '../work.js';

interface ClockRow {
  id: string;
  rule: string;
  subject_id: string;
  cycle: string;
  due_at: Date | string;
  payload: Record<string, unknown>;
  level: number;
  from_at: Date | string | null;
  escalate_to: { role: string; name: string } | null;
  /** The levels that wait behind this one. */
  later: object | null;
  attempts: number;
  at: Date | string;
  serial: number | string;
}

/** Fires what is due: one transaction per firing holds the fired mark, the effect and its events. Any number of workers at once. */
export class ClockWorker {
  private readonly logger = new Logger('clock');
  private stopped = false;
  private nudged = false;
  private wake: () => void = () => undefined;
  private loop?: Promise<void>;

  constructor(
    private readonly em: EntityManager,
    private readonly service: string,
    private readonly rules: readonly Registered<'clock'>[],
    private readonly pollMs = 1_000,
  ) {}

  start(): void {
    if (this.rules.length > 0) this.loop = this.run();
  }

  nudge(): void {
    this.nudged = true;
    this.wake();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.nudge();
    await this.loop;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      this.nudged = false;
      try {
        if (await this.fireOne()) continue;
      } catch (error) {
        this.logger.warn(`The clocks wait: ${(error as Error).message.split('\n')[0]}`);
      }
      if (!this.nudged) await this.woken();
    }
  }

  private async woken(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.pollMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = () => undefined;
  }

  private async fireOne(): Promise<boolean> {
    // The span begins when it is known that something fires; what the firing tells others belongs to it.
    const surroundings = {
      actor: Actor.service(this.service),
      action: 'clock',
      correlationId: crypto.randomUUID(),
      traceparent: traceparentOf(),
    };
    const work = await Work.open(this.em, surroundings);
    let open = true;
    let row: ClockRow | undefined;
    try {
      const rules = this.rules.map((rule) => work.literal(rule.extras.rule)).join(', ');
      const [, due] = await work.batch(
        `begin; select *, app_now() as at, nextval('form_number') as serial from clock c where fired_at is null and cancelled_at is null and settled_at is null and paused_at is null and rule in (${rules})
           and due_at <= app_now() and (next_attempt_at is null or next_attempt_at <= clock_timestamp())
           and (level = 0 or not exists (select 1 from clock l where l.rule = c.rule and l.subject_id = c.subject_id and l.cycle = c.cycle
             and l.level < c.level and l.fired_at is null))
         order by due_at, level limit 1 for update skip locked; savepoint firing`,
      );
      row = due?.[0] as unknown as ClockRow | undefined;
      if (!row) return false;
      work.at = new Date(row.at);
      work.serial = Number(row.serial);
      const firing: Firing = {
        subjectId: row.subject_id,
        cycle: row.cycle,
        dueAt: new Date(row.due_at),
        payload: row.payload,
        from: new Date(row.from_at ?? row.due_at),
        level: row.level,
        ...(row.escalate_to ? { escalateTo: row.escalate_to } : {}),
      };
      const rule = this.rules.find((each) => each.extras.rule === row!.rule)!;
      await inSpan(`clock ${row.rule}`, 'internal', undefined, undefined, (traceparent) => {
        surroundings.traceparent = traceparent;
        return work.run(() => rule.invoke(firing, undefined));
      });
      killPoint('clock.before-commit');
      // Deferred checks speak up before the commit, while there is a way back.
      await work.batch(
        `set constraints all immediate; update clock set fired_at = app_now() where id = ${work.literal(row.id)};${row.later ? ` select clock_unfold(${work.literal(row.id)});` : ''} select bus_settle(${work.json(work.outbox())}, ${work.json(work.changeLog())}, null, null, null, null, null); commit`,
      );
      open = false;
      killPoint('clock.after-commit');
      work.release();
      return true;
    } catch (error) {
      if (!row || !open) throw error;
      work.forget();
      const wait = Math.min(600, 2 ** Math.min(row.attempts, 10));
      await work.batch(
        `rollback to savepoint firing; update clock set attempts = attempts + 1, next_attempt_at = clock_timestamp() + interval '${wait} s',
           last_error = ${work.literal(wordsOf(error as Error))} where id = ${work.literal(row.id)}; commit`,
      );
      open = false;
      work.release();
      this.logger.error({ msg: `Clock ${row.rule} failed and is tried again in ${wait} s`, err: error });
      return true;
    } finally {
      if (open) await work.rollback();
    }
  }
}
