import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, type Actor } from '@linli/bus';
import { EndDelegation, type DelegationView } from '@linli/contracts';
import { Delegation } from './delegation.js';
import { view } from './delegation.view.js';

@Controller()
export class EndDelegationHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(EndDelegation)
  async handle({ delegationId, version }: EndDelegation, by: Actor): Promise<DelegationView> {
    const delegation = await load(this.em, Delegation, delegationId, version);
    delegation.end(by);
    return view(delegation);
  }
}
