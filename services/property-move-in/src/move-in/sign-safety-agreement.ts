import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Files, Handles, load, type Actor } from '@linli/bus';
import { SignSafetyAgreement, type MoveInView } from '@linli/contracts';
import { answer } from './answer.js';
import { handOf } from './hand.js';
import { keepPaper } from './keep-paper.js';
import { MoveIn } from './move-in.js';

@Controller()
export class SignSafetyAgreementHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly files: Files,
  ) {}

  @Handles(SignSafetyAgreement)
  async handle(
    { moveInId, version, documentVersion, signatory, signedOn, fileId }: SignSafetyAgreement,
    by: Actor,
  ): Promise<MoveInView> {
    const moveIn = await load(this.em, MoveIn, moveInId, version);
    await keepPaper(
      this.em,
      this.files,
      moveIn,
      'signSafetyAgreement',
      { kind: 'SAFETY_AGREEMENT', signedOn, note: `${documentVersion} ${signatory}` },
      handOf(by),
      fileId,
    );
    return answer(this.em, moveIn);
  }
}
