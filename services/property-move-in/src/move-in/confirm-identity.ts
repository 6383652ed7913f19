import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, type Actor } from '@linli/bus';
import { ConfirmIdentity, type MoveInView } from '@linli/contracts';
import { maskIdNumber, Sealer, understoodIdNumber } from '@linli/parties';
import { answer } from './answer.js';
import { handOf } from './hand.js';
import { MoveIn } from './move-in.js';

@Controller()
export class ConfirmIdentityHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly sealer: Sealer,
  ) {}

  @Handles(ConfirmIdentity)
  async handle(
    { moveInId, version, identityKind: kind, identityNumber }: ConfirmIdentity,
    by: Actor,
  ): Promise<MoveInView> {
    const moveIn = await load(this.em, MoveIn, moveInId, version);
    const number = understoodIdNumber(identityNumber, kind === 'ID_CARD' ? 'resident' : 'other');
    const sealed = this.sealer.seal(number, `move_in|identity|${moveInId}`);
    moveIn.confirmIdentity({ kind, sealed, masked: maskIdNumber(number) }, handOf(by));
    return answer(this.em, moveIn);
  }
}
