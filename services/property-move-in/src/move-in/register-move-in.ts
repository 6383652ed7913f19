import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, planClock, type Actor } from '@linli/bus';
import { RegisterMoveIn, type MoveInView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { maskName, maskPhone, normalisePhone, Sealer } from '@linli/parties';
import { answer } from './answer.js';
import { handOf } from './hand.js';
import { MoveIn, type Sealed } from './move-in.js';

@Controller()
export class RegisterMoveInHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly sealer: Sealer,
  ) {}

  @Handles(RegisterMoveIn)
  async handle(
    { moveInId, version, moveInDate, residents, emergencyContact, emergencyPhone }: RegisterMoveIn,
    by: Actor,
  ): Promise<MoveInView> {
    const moveIn = await load(this.em, MoveIn, moveInId, version);
    const name = this.seal(moveInId, 'emergency-name', emergencyContact.trim(), maskName(emergencyContact));
    const phone = this.sealPhone(moveInId, emergencyPhone);
    const { dueOn } = await planClock('revisit-due', moveIn, { from: moveInDate, caseSince: moveIn.openedAt });
    moveIn.register({ moveInDate, residents, name, phone, revisitDueOn: dueOn }, handOf(by));
    return answer(this.em, moveIn);
  }

  private sealPhone(moveInId: string, phone: string): Sealed {
    const known = normalisePhone(phone);
    if (!known)
      throw refuse.rule(
        'move-in.emergency-phone',
        '紧急联系电话无法识别，请按 13800001234 或 010-12345678 的格式填写。',
      );
    return this.seal(moveInId, 'emergency-phone', known.e164, maskPhone(phone));
  }

  private seal(moveInId: string, column: string, plain: string, masked: string): Sealed {
    return { sealed: this.sealer.seal(plain, `move_in|${column}|${moveInId}`), masked };
  }
}
