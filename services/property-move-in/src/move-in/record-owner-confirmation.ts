import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, type Actor } from '@linli/bus';
import { RecordOwnerConfirmation, type MoveInView } from '@linli/contracts';
import { answer } from './answer.js';
import { handOf } from './hand.js';
import { MoveIn } from './move-in.js';

@Controller()
export class RecordOwnerConfirmationHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(RecordOwnerConfirmation)
  async handle({ moveInId, version, confirmedOn, means }: RecordOwnerConfirmation, by: Actor): Promise<MoveInView> {
    const moveIn = await load(this.em, MoveIn, moveInId, version);
    moveIn.file(
      'recordOwnerConfirmation',
      { kind: 'OWNER_CONFIRMATION', signedOn: confirmedOn, note: means },
      handOf(by),
    );
    return answer(this.em, moveIn);
  }
}
