import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, load, now, whenNotUnique, type Actor } from '@linli/bus';
import { OpenMoveIn, type MoveInView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { Party, Sealer } from '@linli/parties';
import { Handover } from '../handover/handover.js';
import { Household } from '../household/household.js';
import { readPolicy } from '../policy/read-policy.js';
import { handOf } from './hand.js';
import { MoveIn, type ChargesStart } from './move-in.js';
import { viewOfMoveIn } from './move-in.view.js';

whenNotUnique('move_in_one_per_occupant', () =>
  refuse.conflict('move-in.already-open', 'This occupant has a move-in for this unit already; continue that one.'),
);

@Controller()
export class OpenMoveInHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly sealer: Sealer,
  ) {}

  @Handles(OpenMoveIn)
  async handle({ unitId, occupantKind, occupantName: name, phone }: OpenMoveIn, by: Actor): Promise<MoveInView> {
    await load(this.em, Household, unitId);
    const handover = await this.em.findOne(Handover, { unitId });
    if (!handover)
      throw refuse.rule(
        'move-in.not-handed-over',
        'The keys of this unit are not handed over yet; record the handover first.',
      );
    const tenant = occupantKind === 'TENANT' ? this.tenant(name, phone) : undefined;
    if (!tenant && (name !== undefined || phone !== undefined)) {
      throw refuse.rule('move-in.owner-is-known', 'The owner is known from his contract; leave out name and phone.');
    }
    const occupant = tenant
      ? ({ kind: 'TENANT', partyId: tenant.id, key: tenant.phoneIndex ?? tenant.id } as const)
      : ({ kind: 'OWNER', partyId: handover.partyId, key: handover.partyId } as const);
    const terms = {
      formNo: formNo('RZ'),
      chargesStart: await readPolicy<ChargesStart>(this.em, 'property-charges-start', now()),
    };
    const moveIn = MoveIn.open(handover, occupant, terms, handOf(by));
    this.em.persist(tenant ? [tenant, moveIn] : [moveIn]);
    return viewOfMoveIn(moveIn, tenant);
  }

  private tenant(name: string | undefined, phone: string | undefined): Party {
    if (!name || !phone) throw refuse.rule('move-in.tenant-unknown', 'Enter the name and the phone of the tenant.');
    return Party.register('property-move-in', { name, phone }, this.sealer, now());
  }
}
