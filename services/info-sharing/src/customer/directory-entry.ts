import { defineEntity, p } from '@mikro-orm/core';
import type { PartyContactView, PersonKeeper } from '@linli/contracts';
import {
  maskIdNumber,
  maskName,
  maskPhone,
  normaliseIdNumber,
  normaliseName,
  normalisePhone,
  type Sealer,
} from '@linli/parties';

const DirectoryEntrySchema = defineEntity({
  name: 'DirectoryEntry',
  tableName: 'directory_entry',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    service: p.text().$type<PersonKeeper>(),
    customerId: p.uuid(),
    nameSealed: p.text(),
    nameMasked: p.text(),
    nameIndex: p.text(),
    phoneSealed: p.text().nullable(),
    phoneMasked: p.text().nullable(),
    phoneIndex: p.text().nullable(),
    idNumberSealed: p.text().nullable(),
    idNumberMasked: p.text().nullable(),
    idNumberIndex: p.text().nullable(),
    revision: p.integer(),
    identifiedAt: p.datetime(),
  },
});

/** Blind indexes by which two departments' persons are found to be one. */
export interface Marks {
  readonly name: string;
  readonly phone: string | null;
  readonly idNumber: string | null;
}

/** The marks of a contact as its owner tells it. */
export function marksOf({ name, phone, idNumber }: PartyContactView, sealer: Sealer): Marks {
  const known = phone === undefined ? undefined : normalisePhone(phone);
  return {
    name: sealer.index('name', normaliseName(name)),
    phone: known ? sealer.index('phone', known.e164) : null,
    idNumber: idNumber === undefined ? null : sealer.index('id-number', normaliseIdNumber(idNumber)),
  };
}

/** A party of some department with the contact that it told last, sealed; its id is the party's id. */
export class DirectoryEntry extends DirectoryEntrySchema.class {
  static for(partyId: string, service: PersonKeeper): DirectoryEntry {
    return Object.assign(new DirectoryEntry(), { id: partyId, service, revision: 0 });
  }

  write({ name, phone, idNumber }: PartyContactView, sealer: Sealer, at: Date): void {
    const marks = marksOf(
      { id: this.id, name, ...(phone ? { phone } : {}), ...(idNumber ? { idNumber } : {}) },
      sealer,
    );
    const place = (column: string) => `directory_entry|${column}|${this.id}` as const;
    this.nameSealed = sealer.seal(name, place('name'));
    this.nameMasked = maskName(name);
    this.nameIndex = marks.name;
    this.phoneSealed = phone ? sealer.seal(phone, place('phone')) : null;
    this.phoneMasked = phone ? maskPhone(phone) : null;
    this.phoneIndex = marks.phone;
    this.idNumberSealed = idNumber ? sealer.seal(idNumber, place('id_number')) : null;
    this.idNumberMasked = idNumber ? maskIdNumber(idNumber) : null;
    this.idNumberIndex = marks.idNumber;
    this.identifiedAt = at;
  }
}

/** Name and phone in full from a row of the directory; the caller has logged that they are read. */
export function openContact(
  row: { id: string; nameSealed: string; phoneSealed: string | null },
  sealer: Sealer,
): { name: string; phone?: string } {
  return {
    name: sealer.open(row.nameSealed, `directory_entry|name|${row.id}`),
    ...(row.phoneSealed ? { phone: sealer.open(row.phoneSealed, `directory_entry|phone|${row.id}`) } : {}),
  };
}

DirectoryEntrySchema.setClass(DirectoryEntry);
