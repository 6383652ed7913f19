import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Files, Handles, load, type Actor } from '@linli/bus';
import { FileLeaseAgreement, type MoveInView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { answer } from './answer.js';
import { handOf } from './hand.js';
import { keepPaper } from './keep-paper.js';
import { MoveIn } from './move-in.js';

@Controller()
export class FileLeaseAgreementHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly files: Files,
  ) {}

  @Handles(FileLeaseAgreement)
  async handle(
    { moveInId, version, signedOn, leaseFrom, leaseUntil, fileId }: FileLeaseAgreement,
    by: Actor,
  ): Promise<MoveInView> {
    const moveIn = await load(this.em, MoveIn, moveInId, version);
    if (leaseUntil <= leaseFrom) throw refuse.rule('move-in.lease-term', '租期的截止日期早于起始日期，请核对。');
    await keepPaper(
      this.em,
      this.files,
      moveIn,
      'fileLeaseAgreement',
      { kind: 'LEASE_AGREEMENT', signedOn, note: `${leaseFrom}/${leaseUntil}` },
      handOf(by),
      fileId,
    );
    return answer(this.em, moveIn);
  }
}
