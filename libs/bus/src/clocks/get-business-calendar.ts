import { Controller, type Type } from '@nestjs/common';
import type { BusinessCalendarQuestion, BusinessCalendarView, ClockContracts } from '@linli/contracts';
import { Answers } from '../decorators.js';
import { Reader } from '../reader.js';
import { yearOf, type DepartmentCalendar } from './business-calendar.js';

export function getsBusinessCalendar({ GetBusinessCalendar }: ClockContracts): Type {
  @Controller()
  class GetBusinessCalendarHandler {
    constructor(private readonly reader: Reader) {}

    @Answers(GetBusinessCalendar)
    async handle({ year }: BusinessCalendarQuestion): Promise<BusinessCalendarView> {
      const row = await this.reader.one<DepartmentCalendar & { year: number }>(
        `select id, version, hours, days, years, extract(year from app_now() at time zone 'Asia/Shanghai')::int as year
         from business_calendar where code = 'OFFICE'`,
      );
      return yearOf(row!, year ?? row!.year);
    }
  }
  return GetBusinessCalendarHandler;
}
