import { Controller, type Type } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { On, type News } from '@linli/bus';
import { partyContracts, type PartyNews, type PersonKeeper } from '@linli/contracts';

/** A department knows somebody, or knows him otherwise: who he is, is to be found out after commit. The later news counts. */
const NOTE = `insert into identification (party_id, service, wanted_at_news, correlation_id) values (?, ?, ?, ?)
  on conflict (party_id) do update set wanted_at_news = greatest(identification.wanted_at_news, excluded.wanted_at_news),
    correlation_id = excluded.correlation_id, attempts = 0, next_attempt_at = clock_timestamp(), given_up_at = null`;

/** The reactions to one department's news of persons. */
export function notesParties(keeper: PersonKeeper): Type {
  const { Registered, ContactChanged } = partyContracts[keeper];

  @Controller()
  class NotePartyHandler {
    constructor(private readonly em: EntityManager) {}

    @On(Registered, { as: 'note-party' })
    registered({ partyId }: PartyNews, news: News): Promise<void> {
      return this.note(partyId, news);
    }

    @On(ContactChanged, { as: 'note-party' })
    contactChanged({ partyId }: PartyNews, news: News): Promise<void> {
      return this.note(partyId, news);
    }

    private async note(partyId: string, { sequence, correlationId }: News): Promise<void> {
      await this.em.execute(NOTE, [partyId, keeper, sequence, correlationId]);
      await this.em.execute(`select pg_notify('identification', '')`);
    }
  }
  return NotePartyHandler;
}
