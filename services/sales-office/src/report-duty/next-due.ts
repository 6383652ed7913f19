import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { ReportDuty } from './report-duty.js';

/** When the next report of a duty is due, as its clock is planned. */
@Injectable()
export class NextDue {
  constructor(private readonly em: EntityManager) {}

  async of({ id }: ReportDuty): Promise<Date | null> {
    const [clock] = await this.em.execute<{ at: Date | string | null }[]>(
      `select min(due_at) as at from clock where subject_id = ? and rule like 'report-due.%' and fired_at is null
         and cancelled_at is null and settled_at is null`,
      [id],
    );
    return clock?.at ? new Date(clock.at) : null;
  }
}
