import { Controller, type Type } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Answers, type Actor } from '@linli/bus';
import { partyContracts, type PartyContactView, type PartyNews, type PersonKeeper } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { Party } from './party.js';
import { Sealer } from './sealing.js';

/** The use case that tells info-sharing how a party is reached; each reading stands in the read log, or nothing is told. */
export function tellsContact(keeper: PersonKeeper): Type {
  @Controller()
  class TellContactHandler {
    constructor(
      private readonly em: EntityManager,
      private readonly sealer: Sealer,
    ) {}

    @Answers(partyContracts[keeper].GetContact)
    async handle({ partyId }: PartyNews, by: Actor): Promise<PartyContactView> {
      const party = await this.em.findOne(Party, partyId);
      if (!party) throw refuse.notFound('party.not-found', '没有这位客户，请核对编号。');
      await this.em.execute(
        `insert into read_log (at, actor_id, purpose, subject_type, subject_id, fields) values (app_now(), ?, 'identify', 'party', ?, '{name,phone,id-number}')`,
        [by.id, partyId],
      );
      return { id: partyId, ...party.open(this.sealer) };
    }
  }
  return TellContactHandler;
}
