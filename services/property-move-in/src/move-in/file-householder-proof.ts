import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Files, Handles, load, type Actor } from '@linli/bus';
import { FileHouseholderProof, type MoveInView } from '@linli/contracts';
import { answer } from './answer.js';
import { handOf } from './hand.js';
import { keepPaper } from './keep-paper.js';
import { MoveIn } from './move-in.js';

@Controller()
export class FileHouseholderProofHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly files: Files,
  ) {}

  @Handles(FileHouseholderProof)
  async handle({ moveInId, version, proof, providedOn, fileId }: FileHouseholderProof, by: Actor): Promise<MoveInView> {
    const moveIn = await load(this.em, MoveIn, moveInId, version);
    await keepPaper(
      this.em,
      this.files,
      moveIn,
      'fileHouseholderProof',
      { kind: 'HOUSEHOLDER_PROOF', signedOn: providedOn, note: proof },
      handOf(by),
      fileId,
    );
    return answer(this.em, moveIn);
  }
}
