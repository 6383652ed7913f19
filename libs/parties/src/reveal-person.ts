import { Controller, type Type } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Answers, currentWork, Handles, now, page, Reader, type Actor } from '@linli/bus';
import {
  partyContracts,
  revealers,
  type PageOf,
  type PersonKeeper,
  type PersonReveal,
  type PersonRevealEntryView,
  type PersonRevealReading,
  type PersonRevealsQuestion,
  type PersonRevealView,
  type RevealableField,
  type Role,
} from '@linli/contracts';
import { dayOf, newId, Refusal, refuse } from '@linli/kernel';
import { Party } from './party.js';
import { Sealer } from './sealing.js';

/** Where a service meets its persons: from there follows who of its staff may see one in full. */
export interface WhereKnown {
  /** SQL that gives `project_id` and `staff_id` of each place where person ? is met; `staff_id` null where he is nobody's own. */
  readonly sql: string;
  /** Roles that see only the persons they serve themselves. */
  readonly ownOnly?: readonly Role[];
}

interface Place {
  readonly project_id: string;
  readonly staff_id: string | null;
}

const HOUR_MS = 3_600_000;
const AGAIN_WITHIN_MS = 600_000;
const fieldNames = { NAME: 'name', PHONE: 'phone', ID_NUMBER: 'id-number' } as const;

/**
 * The use cases by which a colleague sees a person in full: for a purpose, so many in an hour and a day (`reveal_limit`), each on the
 * read log; what cannot be logged is not told, and what was told is kept by nobody. Refuses `party.not-found` also for a person of other
 * projects or of another consultant.
 */
export function revealsPersons(keeper: PersonKeeper, known: WhereKnown): readonly Type[] {
  const contracts = partyContracts[keeper];
  const { roles, idNumber } = revealers[keeper];

  /** The project through which he meets the person, or a refusal as if there were none. */
  async function placeOf(em: EntityManager, partyId: string, by: Actor): Promise<string> {
    const own = !by.has(...roles.filter((role) => !known.ownOnly?.includes(role)));
    const many = (known.sql.match(/\?/g) ?? []).length;
    const places = await em.execute<Place[]>(
      known.sql,
      Array.from({ length: many }, () => partyId),
    );
    const met = places.find(({ project_id, staff_id }) => by.sees(project_id) && (!own || staff_id === by.id));
    if (!met) throw noSuchPerson();
    return met.project_id;
  }

  @Controller()
  class RevealPersonHandler {
    constructor(
      private readonly em: EntityManager,
      private readonly sealer: Sealer,
    ) {}

    @Handles(contracts.RevealPerson)
    async handle({ partyId, fields, purpose }: PersonReveal, by: Actor): Promise<PersonRevealView> {
      const asked = [...new Set(fields)] as RevealableField[];
      if (asked.length === 0) throw refuse.invalid('party.nothing-to-reveal', '请在 fields 中选择要查阅的项目。');
      if (asked.includes('ID_NUMBER') && !by.has(...idNumber)) {
        throw refuse.forbidden('party.id-number-not-for-you', '您的岗位不能查阅证件号码。');
      }
      const party = await this.em.findOne(Party, partyId);
      if (!party) throw noSuchPerson();
      const projectId = await placeOf(this.em, partyId, by);
      await mustBeWithinLimit(this.em, by);
      const id = newId();
      await this.em.execute(
        `insert into person_reveal (id, party_id, project_id, actor_id, fields, purpose, at) values (?, ?, ?, ?, ?::text[], ?, ?)`,
        [id, partyId, projectId, by.id, `{${asked.join(',')}}`, purpose, now().toISOString()],
      );
      const { correlationId } = currentWork().surroundings;
      await logReading(this.em, { by, purpose, partyId, fields: asked, correlationId });
      return opened(party, id, asked, this.sealer);
    }
  }

  /** The same key is answered again to the one who asked, for ten minutes; it is a reading of its own. */
  @Controller()
  class ShowRevealAgainHandler {
    constructor(
      private readonly em: EntityManager,
      private readonly sealer: Sealer,
    ) {}

    @Answers(contracts.GetPersonReveal)
    async handle({ revealId }: PersonRevealReading, by: Actor): Promise<PersonRevealView> {
      const [reveal] = await this.em.execute<
        { party_id: string; actor_id: string; fields: RevealableField[]; purpose: string; age_ms: number }[]
      >(
        `select party_id, actor_id, fields, purpose, (extract(epoch from app_now() - at) * 1000)::float8 as age_ms from person_reveal where id = ?`,
        [revealId],
      );
      if (!reveal || reveal.actor_id !== by.id || reveal.age_ms > AGAIN_WITHIN_MS) {
        throw refuse.notFound('party.reveal-over', '已查阅的信息不再重复显示，请用新的 Idempotency-Key 重新查阅。');
      }
      const { party_id: partyId, fields, purpose } = reveal;
      const party = await this.em.findOne(Party, partyId);
      if (!party) throw noSuchPerson();
      await placeOf(this.em, partyId, by);
      await logReading(this.em, { by, purpose, partyId, fields });
      return opened(party, revealId, fields, this.sealer);
    }
  }

  @Controller()
  class FindPersonRevealsHandler {
    constructor(private readonly reader: Reader) {}

    @Answers(contracts.FindPersonReveals)
    handle(asked: PersonRevealsQuestion, by: Actor): Promise<PageOf<PersonRevealEntryView>> {
      return page<PersonRevealEntryView & { id: string }, PersonRevealEntryView>(this.reader, {
        select: `r.id, r.party_id as "partyId", r.project_id as "projectId", r.actor_id as "actorId", r.fields, r.purpose, r.at from person_reveal r`,
        where: {
          'r.project_id = any(?)': by.seesAll ? undefined : by.projects,
          'r.party_id = ?': asked.partyId,
          'r.actor_id = ?': asked.actorId,
        },
        newestFirst: 'r.id',
        cursor: asked.cursor,
        limit: asked.limit,
        view: (row) => ({ ...row, at: new Date(row.at).toISOString() }),
      });
    }
  }

  return [RevealPersonHandler, ShowRevealAgainHandler, FindPersonRevealsHandler];
}

const noSuchPerson = () =>
  refuse.notFound('party.not-found', '您的项目里没有这位客户，请核对编号，或向其所属部门查询。');

/** Counts under a lock of the colleague, so that many at once are not more than one after another. */
async function mustBeWithinLimit(em: EntityManager, by: Actor): Promise<void> {
  await em.execute(`select pg_advisory_xact_lock(hashtextextended('reveal ' || ?, 0))`, [by.id]);
  const at = now();
  const since = (ms: number) => new Date(at.getTime() - ms).toISOString();
  const [row] = await em.execute<
    { per_hour: number; per_day: number; hour: number; day: number; first: Date | null }[]
  >(
    `select l.per_hour, l.per_day, count(r.at) filter (where r.at > ?)::int as hour, count(r.at)::int as day,
       min(r.at) filter (where r.at > ?) as first
     from (select per_hour, per_day from reveal_limit where valid_from <= ? order by valid_from desc limit 1) l
     left join person_reveal r on r.actor_id = ? and r.at > ? group by 1, 2`,
    [since(HOUR_MS), since(HOUR_MS), dayOf(at), by.id, since(24 * HOUR_MS)],
  );
  if (row && row.day < row.per_day && row.hour < row.per_hour) return;
  const free = row?.first ? new Date(row.first).getTime() + HOUR_MS - at.getTime() : HOUR_MS;
  throw new Refusal('too-many', 'party.too-many-reveals', '您查阅的客户已超过上限，请稍后再查，或请主管办理。', {
    details: { retryAfterSeconds: Math.max(1, Math.ceil(free / 1_000)) },
  });
}

interface Reading {
  readonly by: Actor;
  readonly purpose: string;
  readonly partyId: string;
  readonly fields: readonly RevealableField[];
  readonly correlationId?: string;
}

async function logReading(em: EntityManager, reading: Reading): Promise<void> {
  const { by, purpose, partyId, fields, correlationId = null } = reading;
  const names = fields.map((field) => fieldNames[field]).join(',');
  await em.execute(
    `insert into read_log (at, actor_id, purpose, subject_type, subject_id, fields, correlation_id) values (app_now(), ?, ?, 'party', ?, ?::text[], ?)`,
    [by.id, purpose, partyId, `{${names}}`, correlationId],
  );
}

function opened(party: Party, id: string, fields: readonly RevealableField[], sealer: Sealer): PersonRevealView {
  const { name, phone, idNumber } = party.open(sealer);
  return {
    id,
    version: 1,
    partyId: party.id,
    ...(fields.includes('NAME') ? { name } : {}),
    ...(fields.includes('PHONE') && phone ? { phone } : {}),
    ...(fields.includes('ID_NUMBER') && idNumber ? { idNumber } : {}),
  };
}
