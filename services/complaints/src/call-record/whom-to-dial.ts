import type { EntityManager } from '@mikro-orm/postgresql';
import { currentWork, load, now } from '@linli/bus';
import type { DialCall } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { Party, type Sealer } from '@linli/parties';
import { CallListEntry } from '../call-list-entry/call-list-entry.js';
import { PhoneBookEntry } from '../phone-book-entry/phone-book-entry.js';

/** Whom a click calls: the number in full, for the exchange alone, and the customer where it is one. */
export interface Dialled {
  readonly phone: string;
  readonly partyId: string | null;
  readonly entry?: CallListEntry;
}

type Named = Pick<DialCall, 'partyId' | 'phoneBookEntryId' | 'callListEntryId' | 'phone'>;

/** Opens the number of the one who is named; that it was read, for dialling, stands in the read log. */
export async function whomToDial(em: EntityManager, named: Named, sealer: Sealer): Promise<Dialled> {
  const given = [named.partyId, named.phoneBookEntryId, named.callListEntryId, named.phone].filter(Boolean);
  if (given.length !== 1) {
    throw refuse.invalid(
      'call-record.whom-to-dial',
      '请只填一个拨打对象：partyId、phoneBookEntryId、callListEntryId 或 phone。',
    );
  }
  if (named.phone !== undefined) return { phone: named.phone, partyId: null };
  if (named.phoneBookEntryId !== undefined) {
    const entry = await load(em, PhoneBookEntry, named.phoneBookEntryId);
    if (entry.state !== 'LISTED') throw refuse.rule('phone-book-entry.removed', '该电话本条目已经删除。');
    await noteReading(em, 'phone-book-entry', entry.id);
    return {
      phone: sealer.open(entry.phoneSealed, `phone_book_entry|phone|${entry.id}`),
      partyId: entry.partyId ?? null,
    };
  }
  const entry = named.callListEntryId ? await load(em, CallListEntry, named.callListEntryId) : undefined;
  const party = await load(em, Party, entry?.partyId ?? named.partyId ?? '');
  const { phone } = party.open(sealer);
  if (phone === undefined) throw refuse.rule('party.no-phone', '该客户没有登记电话号码。');
  await noteReading(em, 'party', party.id);
  return { phone, partyId: party.id, ...(entry ? { entry } : {}) };
}

async function noteReading(em: EntityManager, subjectType: string, subjectId: string): Promise<void> {
  const { actor, correlationId } = currentWork().surroundings;
  await em.execute(
    `insert into read_log (at, actor_id, purpose, subject_type, subject_id, fields, correlation_id) values (?, ?, 'dial', ?, ?, '{phone}', ?)`,
    [now().toISOString(), actor.id, subjectType, subjectId, correlationId],
  );
}
