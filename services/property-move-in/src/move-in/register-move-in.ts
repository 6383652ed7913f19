import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Clocks, Handles, load, type Actor } from '@linli/bus';
import { RegisterMoveIn, type MoveInView } from '@linli/contracts';
import { refuse, startOfDay } from '@linli/kernel';
import { maskName, maskPhone, normalisePhone, Sealer } from '@linli/parties';
import { answer } from './answer.js';
import { handOf } from './hand.js';
import { MoveIn, type Sealed } from './move-in.js';

@Controller()
export class RegisterMoveInHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly sealer: Sealer,
    private readonly clocks: Clocks,
  ) {}

  @Handles(RegisterMoveIn)
  async handle(
    { moveInId, version, moveInDate, residents, emergencyContact, emergencyPhone }: RegisterMoveIn,
    by: Actor,
  ): Promise<MoveInView> {
    const moveIn = await load(this.em, MoveIn, moveInId, version);
    const name = this.seal(moveInId, 'emergency-name', emergencyContact.trim(), maskName(emergencyContact));
    moveIn.register({ moveInDate, residents, name, phone: this.sealPhone(moveInId, emergencyPhone) }, handOf(by));
    await this.clocks.plan('revisit-due', moveInId, startOfDay(moveIn.revisitDueOn!));
    return answer(this.em, moveIn);
  }

  private sealPhone(moveInId: string, phone: string): Sealed {
    const known = normalisePhone(phone);
    if (!known)
      throw refuse.rule(
        'move-in.emergency-phone',
        'The emergency phone cannot be read; write it like 13800001234 or 010-12345678.',
      );
    return this.seal(moveInId, 'emergency-phone', known.e164, maskPhone(phone));
  }

  private seal(moveInId: string, column: string, plain: string, masked: string): Sealed {
    return { sealed: this.sealer.seal(plain, `move_in|${column}|${moveInId}`), masked };
  }
}
