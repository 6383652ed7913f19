import type { Type } from '@nestjs/common';
import { clocksOf } from '@linli/contracts';
import { changesBusinessCalendar } from './change-business-calendar.js';
import { findsClockPolicies } from './find-clock-policies.js';
import { getsBusinessCalendar } from './get-business-calendar.js';
import { getsCaseClocks } from './get-case-clocks.js';
import { publishesClockPolicy } from './publish-clock-policy.js';

/** The use cases by which people see and change a service's time limits and calendar; every service has them. */
export function clockDesk(service: string): Type[] {
  const contracts = clocksOf(service);
  return [
    findsClockPolicies(contracts),
    publishesClockPolicy(contracts),
    getsCaseClocks(contracts),
    getsBusinessCalendar(contracts),
    changesBusinessCalendar(contracts),
  ];
}
