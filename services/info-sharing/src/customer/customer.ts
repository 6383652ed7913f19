import { defineEntity, p } from '@mikro-orm/core';
import { CustomersMerged, PartyIdentified, type PersonKeeper } from '@linli/contracts';
import { newId, raise, refuse } from '@linli/kernel';

const CustomerSchema = defineEntity({
  name: 'Customer',
  tableName: 'customer',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<'ACTIVE' | 'MERGED'>(),
    mergedInto: p.uuid().nullable(),
    nameMasked: p.text(),
    phoneMasked: p.text().nullable(),
    knownSince: p.datetime(),
  },
});

/** How a customer is shown: as the department that spoke to him last knows him. */
export interface Face {
  readonly nameMasked: string;
  readonly phoneMasked?: string | null;
}

/** A party as the directory has it. */
export interface KnownParty {
  readonly id: string;
  readonly service: PersonKeeper;
  customerId: string;
  revision: number;
}

/** 公司客户信息库: one person of the company's, whatever departments know him under whatever id [REQ-315]. */
export class Customer extends CustomerSchema.class {
  static of({ nameMasked, phoneMasked = null }: Face, at: Date): Customer {
    return Object.assign(new Customer(), {
      id: newId(),
      state: 'ACTIVE' as const,
      mergedInto: null,
      nameMasked,
      phoneMasked,
      knownSince: at,
    });
  }

  /** The party is this customer; says so to all, with a revision that is greater than all that was said of it before. */
  identify(party: KnownParty): void {
    party.customerId = this.id;
    party.revision += 1;
    raise(this, PartyIdentified, {
      partyId: party.id,
      service: party.service,
      customerId: this.id,
      revision: party.revision,
    });
  }

  showAs({ nameMasked, phoneMasked }: Face): void {
    this.nameMasked = nameMasked;
    this.phoneMasked = phoneMasked ?? this.phoneMasked ?? null;
  }

  /** The other one turned out to be the same person: his parties move here, his id means this customer from now on. */
  absorb(other: Customer, parties: readonly KnownParty[]): void {
    assertMergeable(this, other);
    for (const party of parties) this.identify(party);
    other.state = 'MERGED';
    other.mergedInto = this.id;
    this.phoneMasked ??= other.phoneMasked;
    raise(this, CustomersMerged, { fromCustomerId: other.id, intoCustomerId: this.id });
  }
}

export function assertMergeable(into: Customer, from: Customer): void {
  if (into.id === from.id) throw refuse.rule('customer.same', '不能与自己合并，请填写两位不同客户的编号。');
  for (const { id, state, mergedInto } of [into, from]) {
    if (state === 'MERGED') {
      throw refuse.conflict('customer.already-merged', '其中一位客户已被合并，请改用合并后保留的客户。', {
        customerId: id,
        mergedInto,
      });
    }
  }
}

CustomerSchema.setClass(Customer);
