import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, now, whenNotUnique, type Actor } from '@linli/bus';
import { OpenMoveIn, type MoveInView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { Party, Sealer } from '@linli/parties';
import { Handover } from '../handover/handover.js';
import { knownHousehold } from '../household/known-household.js';
import { readPolicy } from '../policy/read-policy.js';
import { handOf } from './hand.js';
import { MoveIn, type ChargesStart } from './move-in.js';
import { viewOfMoveIn } from './move-in.view.js';

whenNotUnique('move_in_one_per_occupant', () =>
  refuse.conflict('move-in.already-open', '该住户在这套房屋已有入住记录，请在原记录上继续办理。'),
);

@Controller()
export class OpenMoveInHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly sealer: Sealer,
  ) {}

  @Handles(OpenMoveIn)
  async handle({ unitId, occupantKind, occupantName: name, phone }: OpenMoveIn, by: Actor): Promise<MoveInView> {
    await knownHousehold(this.em, unitId);
    const handover = await this.em.findOne(Handover, { unitId });
    if (!handover) throw refuse.rule('move-in.not-handed-over', '该房屋尚未交付，请先登记房屋交付。');
    const tenant = occupantKind === 'TENANT' ? this.tenant(name, phone) : undefined;
    if (!tenant && (name !== undefined || phone !== undefined)) {
      throw refuse.rule('move-in.owner-is-known', '业主已由合同得知，请不要填写姓名和电话。');
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
    if (!name || !phone) throw refuse.rule('move-in.tenant-unknown', '请填写租户的姓名和电话。');
    return Party.register('property-move-in', { name, phone }, this.sealer, now());
  }
}
