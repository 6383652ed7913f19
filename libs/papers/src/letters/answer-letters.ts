import { Controller, type Type } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Files, Handles, load, now, whenNotUnique, type Actor } from '@linli/bus';
import type { LetterAcknowledgement, LetterCarrying, LetterContracts, WorkContactLetterView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { view } from './letter.view.js';
import { LetterProof, WorkContactLetter } from './work-contact-letter.js';

whenNotUnique('letter_proof_pkey', () =>
  refuse.conflict('file.already-filed', '该文件已用作另一份工作联系函的证明，请为本函重新上传。'),
);

/** 签收 and 落实, by the staff of the department that the letter was sent to. */
export function answersLetters(contracts: LetterContracts): Type[] {
  const { AcknowledgeWorkContactLetter, CarryOutWorkContactLetter } = contracts;

  @Controller()
  class AcknowledgeWorkContactLetterHandler {
    constructor(private readonly em: EntityManager) {}

    @Handles(AcknowledgeWorkContactLetter)
    async handle({ letterId, version }: LetterAcknowledgement, by: Actor): Promise<WorkContactLetterView> {
      const letter = await load(this.em, WorkContactLetter, letterId, version);
      letter.mustBeFor(by);
      letter.acknowledge(by, now(), contracts);
      return view(letter);
    }
  }

  @Controller()
  class CarryOutWorkContactLetterHandler {
    constructor(
      private readonly em: EntityManager,
      private readonly files: Files,
    ) {}

    @Handles(CarryOutWorkContactLetter)
    async handle({ letterId, version, done, fileId }: LetterCarrying, by: Actor): Promise<WorkContactLetterView> {
      const letter = await load(this.em, WorkContactLetter, letterId, version);
      letter.mustBeFor(by);
      const proof = fileId ? LetterProof.of(await this.files.own(fileId, by.id), letter, now()) : undefined;
      letter.carryOut(done, proof?.name, by, now(), contracts);
      if (proof) this.em.persist(proof);
      return view(letter);
    }
  }

  return [AcknowledgeWorkContactLetterHandler, CarryOutWorkContactLetterHandler];
}
