import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Files, Handles, load, type Actor } from '@linli/bus';
import { FileTenantInformation, type MoveInView } from '@linli/contracts';
import { answer } from './answer.js';
import { handOf } from './hand.js';
import { keepPaper } from './keep-paper.js';
import { MoveIn } from './move-in.js';

@Controller()
export class FileTenantInformationHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly files: Files,
  ) {}

  @Handles(FileTenantInformation)
  async handle({ moveInId, version, filledInOn, fileId }: FileTenantInformation, by: Actor): Promise<MoveInView> {
    const moveIn = await load(this.em, MoveIn, moveInId, version);
    await keepPaper(
      this.em,
      this.files,
      moveIn,
      'fileTenantInformation',
      { kind: 'TENANT_INFORMATION', signedOn: filledInOn },
      handOf(by),
      fileId,
    );
    return answer(this.em, moveIn);
  }
}
