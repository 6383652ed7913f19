import type { Type } from '@nestjs/common';
import { operationsOf, outboxOf } from '@linli/contracts';
import { findsOutboxEvents } from '../outbox/find-outbox-events.js';
import { findsOutboxHeads } from '../outbox/find-outbox-heads.js';
import { findsParked } from './find-parked.js';
import { getsParked } from './get-parked.js';
import { retriesParked } from './retry-parked.js';
import { skipsParked } from './skip-parked.js';

/** The use cases that every service has: operators deal with its parked events, other services ask what it has published. */
export function operations(service: string): Type[] {
  const contracts = operationsOf(service);
  const outbox = outboxOf(service);
  return [
    findsParked(contracts),
    getsParked(contracts),
    retriesParked(contracts),
    skipsParked(contracts),
    findsOutboxHeads(outbox),
    findsOutboxEvents(outbox),
  ];
}
