import type { Type } from '@nestjs/common';
import { operationsOf } from '@linli/contracts';
import { findsParked } from './find-parked.js';
import { getsParked } from './get-parked.js';
import { retriesParked } from './retry-parked.js';
import { skipsParked } from './skip-parked.js';

/** The use cases by which operators deal with a service's parked events; every service has them. */
export function operations(service: string): Type[] {
  const contracts = operationsOf(service);
  return [findsParked(contracts), getsParked(contracts), retriesParked(contracts), skipsParked(contracts)];
}
