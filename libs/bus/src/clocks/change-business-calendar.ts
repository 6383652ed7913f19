import { Controller, type Type } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { BusinessCalendarChange, BusinessCalendarView, ClockContracts } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { Handles } from '../decorators.js';
import { now } from '../use-case.js';
import { DepartmentCalendar, yearOf } from './business-calendar.js';
import { replan } from './plan.js';

export function changesBusinessCalendar({ ChangeBusinessCalendar }: ClockContracts): Type {
  @Controller()
  class ChangeBusinessCalendarHandler {
    constructor(private readonly em: EntityManager) {}

    @Handles(ChangeBusinessCalendar)
    async handle(change: BusinessCalendarChange): Promise<BusinessCalendarView> {
      const calendar = await this.em.findOneOrFail(DepartmentCalendar, { code: 'OFFICE' });
      calendar.change(change);
      await this.em.flush();
      // What runs in working time and is not due yet is counted with the days and hours as they are now.
      await replan(`p.calendar = ? and (p.unit like 'WORKING%' or p.escalation::text like '%WORKING%')`, [
        calendar.code,
      ]);
      const year = change.days?.[0]?.day ?? dayOf(now());
      return yearOf(calendar, change.completeYear ?? Number(year.slice(0, 4)));
    }
  }
  return ChangeBusinessCalendarHandler;
}
