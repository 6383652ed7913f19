import { defineEntity, p } from '@mikro-orm/core';
import { partyContracts, type PersonKeeper } from '@linli/contracts';
import { newId, raise, refuse } from '@linli/kernel';
import { maskIdNumber, understoodIdNumber } from './id-card.js';
import { maskName, normaliseName } from './name.js';
import { lastFour, maskPhone, normalisePhone } from './phone.js';
import { wordsOfPerson } from './search-words.js';
import type { Sealer } from './sealing.js';

const PartySchema = defineEntity({
  name: 'Party',
  tableName: 'party',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    nameSealed: p.text(),
    nameMasked: p.text(),
    nameIndex: p.text(),
    phoneSealed: p.text().nullable(),
    phoneMasked: p.text().nullable(),
    phoneIndex: p.text().nullable(),
    phoneTailIndex: p.text().nullable(),
    idNumberSealed: p.text().nullable(),
    idNumberMasked: p.text().nullable(),
    idNumberIndex: p.text().nullable(),
    /** What the person is found by, see `PartySearch`; missing until it was filled in for a row from before. */
    tokens: p.array().columnType('bigint[]').nullable().lazy(),
    registeredAt: p.datetime(),
  },
});

/** What a person tells of himself; the phone is as he said it. */
export interface Contact {
  readonly name: string;
  readonly phone?: string;
  readonly idNumber?: string;
}

/** A person as one service knows him: sealed, with masked forms for lists and blind indexes for exact search. */
export class Party extends PartySchema.class {
  /** Mints a party. Refuses `party.phone-not-understood`, `party.id-number-not-understood`. */
  static register(keeper: PersonKeeper, contact: Contact, sealer: Sealer, at: Date): Party {
    const party = Object.assign(new Party(), { id: newId(), registeredAt: at });
    party.write(contact, sealer);
    raise(party, partyContracts[keeper].Registered, { partyId: party.id });
    return party;
  }

  changeContact(keeper: PersonKeeper, contact: Contact, sealer: Sealer): void {
    this.write(contact, sealer);
    raise(this, partyContracts[keeper].ContactChanged, { partyId: this.id });
  }

  /** The contact in full; the caller logs that it was read. */
  open(sealer: Sealer): Contact {
    const place = (column: string) => `party|${column}|${this.id}` as const;
    return {
      name: sealer.open(this.nameSealed, place('name')),
      ...(this.phoneSealed ? { phone: sealer.open(this.phoneSealed, place('phone')) } : {}),
      ...(this.idNumberSealed ? { idNumber: sealer.open(this.idNumberSealed, place('id_number')) } : {}),
    };
  }

  private write({ name, phone, idNumber }: Contact, sealer: Sealer): void {
    const place = (column: string) => `party|${column}|${this.id}` as const;
    this.nameSealed = sealer.seal(name.trim(), place('name'));
    this.nameMasked = maskName(name);
    this.nameIndex = sealer.index('name', normaliseName(name));
    const reached = phone ?? (this.phoneSealed ? sealer.open(this.phoneSealed, place('phone')) : '');
    this.tokens = sealer.tokens(wordsOfPerson(name, normalisePhone(reached)));
    if (phone !== undefined) {
      const known = normalisePhone(phone);
      if (!known)
        throw refuse.rule(
          'party.phone-not-understood',
          '电话号码无法识别，请按 13800001234 或 010-12345678 的格式填写。',
        );
      this.phoneSealed = sealer.seal(known.e164, place('phone'));
      this.phoneMasked = maskPhone(phone);
      this.phoneIndex = sealer.index('phone', known.e164);
      this.phoneTailIndex = sealer.index('phone-tail', lastFour(phone) ?? '');
    }
    if (idNumber !== undefined) {
      const known = understoodIdNumber(idNumber);
      this.idNumberSealed = sealer.seal(known, place('id_number'));
      this.idNumberMasked = maskIdNumber(known);
      this.idNumberIndex = sealer.index('id-number', known);
    }
  }
}

PartySchema.setClass(Party);
