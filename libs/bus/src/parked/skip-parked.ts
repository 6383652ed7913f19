import { Controller, type Type } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { OperationsContracts, ParkedSkip, ParkedView } from '@linli/contracts';
import type { Actor } from '../actor.js';
import { Handles } from '../decorators.js';
import { now } from '../use-case.js';
import { loadFirst, wakeParking } from './load-first.js';
import { viewOfFirst } from './parked.view.js';

export function skipsParked({ SkipParked }: OperationsContracts): Type {
  @Controller()
  class SkipParkedHandler {
    constructor(private readonly em: EntityManager) {}

    @Handles(SkipParked)
    async handle({ parkedId, version, reason }: ParkedSkip, by: Actor): Promise<ParkedView> {
      const parked = await loadFirst(this.em, parkedId, version);
      parked.skip(by.id, reason, now());
      await wakeParking(this.em);
      return viewOfFirst(parked);
    }
  }
  return SkipParkedHandler;
}
