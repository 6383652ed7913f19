import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, now, type Actor } from '@linli/bus';
import { GrantDelegation, type DelegationView } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { Delegation } from './delegation.js';
import { view } from './delegation.view.js';

@Controller()
export class GrantDelegationHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(GrantDelegation)
  async handle(form: GrantDelegation, by: Actor): Promise<DelegationView> {
    const delegation = Delegation.grant(form, by, dayOf(now()));
    this.em.persist(delegation);
    return view(delegation);
  }
}
