import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Files, Handles, load, type Actor } from '@linli/bus';
import { FileOwnerUndertaking, type MoveInView } from '@linli/contracts';
import { answer } from './answer.js';
import { handOf } from './hand.js';
import { keepPaper } from './keep-paper.js';
import { MoveIn } from './move-in.js';

@Controller()
export class FileOwnerUndertakingHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly files: Files,
  ) {}

  @Handles(FileOwnerUndertaking)
  async handle({ moveInId, version, signedOn, fileId }: FileOwnerUndertaking, by: Actor): Promise<MoveInView> {
    const moveIn = await load(this.em, MoveIn, moveInId, version);
    await keepPaper(
      this.em,
      this.files,
      moveIn,
      'fileOwnerUndertaking',
      { kind: 'OWNER_UNDERTAKING', signedOn },
      handOf(by),
      fileId,
    );
    return answer(this.em, moveIn);
  }
}
