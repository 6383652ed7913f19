import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { inWork, isNotUnique, now } from '@linli/bus';
import type { PartyContactView, PersonKeeper } from '@linli/contracts';
import { Sealer } from '@linli/parties';
import { Customer } from '../customer/customer.js';
import { DirectoryEntry, marksOf, type Marks } from '../customer/directory-entry.js';
import { fold } from '../customer/fold-customers.js';
import { match, type Candidate, type Match } from './match.js';

/** A party whose contact was asked for, on account of this piece of news. */
export interface Claim {
  readonly partyId: string;
  readonly service: PersonKeeper;
  readonly news: number;
  readonly correlationId: string;
}

/** Somebody else changed what this decision was made on; nothing is lost by making it again. */
class Overtaken extends Error {}

const ATTEMPTS = 10;
const NEAR = 20;

const CANDIDATES = `with near as (
    select e.customer_id, coalesce(bool_or(e.id_number_index = ?::text and e.id <> ?), false) as same_id,
      coalesce(bool_or(e.phone_index = ?::text and e.id <> ?), false) as same_phone,
      coalesce(bool_or(e.phone_index = ?::text and e.name_index = ?::text and e.id <> ?), false) as same_name, bool_or(e.id = ?) as current
    from directory_entry e where e.id = ? or e.phone_index = ?::text or e.id_number_index = ?::text group by 1)
  select n.customer_id as "customerId", n.same_id as "sameIdNumber", n.same_phone as "samePhone", n.same_name as "sameName", n.current,
    array(select distinct e.id_number_index from directory_entry e
      where e.customer_id = n.customer_id and e.id <> ? and e.id_number_index is not null) as "idNumbers"
  from near n join customer c on c.id = n.customer_id
  order by (n.same_id or n.current) desc, c.known_since, c.id limit ${NEAR}`;

/** Finds or makes the customer that a party is: mapping, keys and event in one transaction, once for each piece of news. */
@Injectable()
export class IdentifyParty {
  constructor(
    private readonly em: EntityManager,
    private readonly sealer: Sealer,
  ) {}

  async identify(claim: Claim, contact: PartyContactView): Promise<void> {
    const { correlationId } = claim;
    for (let attempt = 1; ; attempt++) {
      try {
        await inWork(this.em, { service: 'info-sharing', action: 'identify party', correlationId }, () =>
          this.decide(claim, contact),
        );
        return;
      } catch (error) {
        const overtaken = error instanceof Overtaken || isNotUnique(error);
        if (!overtaken || attempt >= ATTEMPTS) throw error;
      }
    }
  }

  private async decide(claim: Claim, contact: PartyContactView): Promise<void> {
    const { partyId, service, news } = claim;
    const open = await this.em.execute<object[]>(
      'select 1 from identification where party_id = ? and done_at_news < ? for update',
      [partyId, news],
    );
    // Another replica, or this one before it was killed, has written it already.
    if (open.length === 0) return;
    const marks = marksOf(contact, this.sealer);
    const { customer, doubtful, seen } = await this.find(partyId, marks);
    const entry = (await this.em.findOne(DirectoryEntry, partyId)) ?? DirectoryEntry.for(partyId, service);
    const before = entry.revision > 0 ? entry.customerId : undefined;
    entry.write(contact, this.sealer, now());
    const known = customer ?? Customer.of(entry, now());
    known.showAs(entry);
    if (before !== known.id) known.identify(entry);
    this.em.persist([known, entry]);
    await this.em.flush();
    const emptied = before !== undefined && before !== known.id && (await this.foldWhenEmpty(before, known));
    await this.claimKeys(known.id, before, marks, seen);
    await this.noteDoubts(known.id, emptied ? doubtful.filter((id) => id !== before) : doubtful);
    await this.em.execute('update identification set done_at_news = ?, last_error = null where party_id = ?', [
      news,
      partyId,
    ]);
  }

  /** The decision, made again under the lock of the customer it fell on: it must be the same. */
  private async find(
    partyId: string,
    marks: Marks,
  ): Promise<{ customer: Customer | undefined; doubtful: readonly string[]; seen: ReadonlySet<string> }> {
    const first = await this.match(partyId, marks);
    if (first.customerId === undefined) return { customer: undefined, doubtful: first.doubtful, seen: first.seen };
    const customer = await this.locked(first.customerId);
    const again = await this.match(partyId, marks);
    if (again.customerId !== first.customerId) throw new Overtaken();
    return { customer, doubtful: again.doubtful, seen: again.seen };
  }

  private async match(
    partyId: string,
    { phone, idNumber, name }: Marks,
  ): Promise<Match & { seen: ReadonlySet<string> }> {
    const candidates = await this.em.execute<Candidate[]>(CANDIDATES, [
      ...[idNumber, partyId, phone, partyId, phone, name, partyId, partyId],
      ...[partyId, phone, idNumber, partyId],
    ]);
    return { ...match(candidates, idNumber), seen: new Set(candidates.map(({ customerId }) => customerId)) };
  }

  private async locked(customerId: string): Promise<Customer> {
    const customer = await this.em.findOneOrFail(Customer, customerId, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (customer.state === 'MERGED') throw new Overtaken();
    return customer;
  }

  /** The last party of a customer was found to be another one: then so is he. */
  private async foldWhenEmpty(customerId: string, into: Customer): Promise<boolean> {
    const before = await this.locked(customerId);
    if ((await this.em.count(DirectoryEntry, { customerId })) > 0) return false;
    await fold(this.em, into, before, [], { reason: '证件号码相同', mergedBy: 'service:info-sharing' });
    return true;
  }

  /** Each ID number and each phone stands for one customer: whoever made another one for it at the same moment comes first. */
  private async claimKeys(
    customerId: string,
    before: string | undefined,
    marks: Marks,
    seen: ReadonlySet<string>,
  ): Promise<void> {
    await this.em.execute(
      `delete from customer_key k where k.customer_id in (?, ?) and not exists (select 1 from directory_entry e where e.customer_id = k.customer_id
         and k.value_index = case k.kind when 'phone' then e.phone_index else e.id_number_index end)`,
      [customerId, before ?? customerId],
    );
    for (const [kind, value] of [['id-number', marks.idNumber] as const, ['phone', marks.phone] as const]) {
      if (value === null) continue;
      await this.em.execute(
        'insert into customer_key (kind, value_index, customer_id) values (?, ?, ?) on conflict do nothing',
        [kind, value, customerId],
      );
      const [holder] = await this.em.execute<{ id: string }[]>(
        'select customer_id as id from customer_key where kind = ? and value_index = ?',
        [kind, value],
      );
      const allowed = holder?.id === customerId || (kind === 'phone' && holder !== undefined && seen.has(holder.id));
      if (!allowed) throw new Overtaken();
    }
  }

  private async noteDoubts(customerId: string, doubtful: readonly string[]): Promise<void> {
    for (const other of doubtful) {
      await this.em.execute(
        'insert into possible_duplicate (one_id, other_id, noted_at) values (least(?::uuid, ?::uuid), greatest(?::uuid, ?::uuid), app_now()) on conflict do nothing',
        [customerId, other, customerId, other],
      );
    }
  }
}
