import { Controller, type Type } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { OperationsContracts, ParkedRetry, ParkedView } from '@linli/contracts';
import type { Actor } from '../actor.js';
import { Handles } from '../decorators.js';
import { now } from '../use-case.js';
import { loadFirst, wakeParking } from './load-first.js';
import { viewOfFirst } from './parked.view.js';

export function retriesParked({ RetryParked }: OperationsContracts): Type {
  @Controller()
  class RetryParkedHandler {
    constructor(private readonly em: EntityManager) {}

    @Handles(RetryParked)
    async handle({ parkedId, version }: ParkedRetry, by: Actor): Promise<ParkedView> {
      const parked = await loadFirst(this.em, parkedId, version);
      parked.retry(by.id, now());
      await wakeParking(this.em);
      return viewOfFirst(parked);
    }
  }
  return RetryParkedHandler;
}
