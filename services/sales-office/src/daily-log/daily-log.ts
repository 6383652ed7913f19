import { defineEntity, p } from '@mikro-orm/core';
import { newId, refuse, type Day } from '@linli/kernel';
import { dailyLogWorkflow, type DailyLogState } from './daily-log.workflow.js';

const DailyLogSchema = defineEntity({
  name: 'DailyLog',
  tableName: 'daily_log',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<DailyLogState>(),
    projectId: p.text(),
    day: p.date(),
    cutOff: p.text(),
    handedInAt: p.datetime(),
    handedInBy: p.text(),
    late: p.boolean(),
    calls: p.integer(),
    visits: p.integer(),
    openVisits: p.integer(),
    confirmedBy: p.text().nullable(),
    confirmedAt: p.datetime().nullable(),
  },
});

/** Entries of a day as they were counted. */
export interface DayCount {
  readonly calls: number;
  readonly visits: number;
  readonly openVisits: number;
}

/** 来电来访客户记录 of one day, handed in to the supervisor before the end of work [REQ-098]. */
export class DailyLog extends DailyLogSchema.class {
  static handIn(of: { projectId: string; day: Day; cutOff: string }, count: DayCount, by: string, at: Date): DailyLog {
    const { projectId, day, cutOff } = of;
    return Object.assign(new DailyLog(), {
      id: newId(),
      state: dailyLogWorkflow.initial,
      ...{ projectId, day, cutOff, ...count, handedInAt: at, handedInBy: by },
      late: at > new Date(`${day}T${cutOff}:00+08:00`),
      confirmedBy: null,
      confirmedAt: null,
    });
  }

  /** Later entries are counted in; when it was first handed in stays. */
  handInAgain(count: DayCount): void {
    this.state = dailyLogWorkflow.move(this.state, 'handIn');
    Object.assign(this, count);
  }

  confirm(by: string, at: Date): void {
    this.state = dailyLogWorkflow.move(this.state, 'confirm');
    this.confirmedBy = by;
    this.confirmedAt = at;
  }
}

DailyLogSchema.setClass(DailyLog);

/** A day that has not come cannot be handed in. */
export function mustHaveBegun(day: Day, today: Day): void {
  if (day > today) throw refuse.rule('daily-log.in-future', '不能提前交以后日期的来电来访客户记录，请核对日期。');
}
