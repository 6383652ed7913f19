import { defineEntity, p } from '@mikro-orm/core';
import type { EnterInPhoneBook } from '@linli/contracts';
import { newId, workflow, type StateOf } from '@linli/kernel';

export const phoneBookEntryWorkflow = workflow({
  name: 'phone-book-entry',
  initial: 'LISTED',
  transitions: { LISTED: { correct: 'LISTED', remove: 'REMOVED' }, REMOVED: {} },
});

export type PhoneBookEntryState = StateOf<typeof phoneBookEntryWorkflow>;

const PhoneBookEntrySchema = defineEntity({
  name: 'PhoneBookEntry',
  tableName: 'phone_book_entry',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.text().nullable(),
    state: p.text().$type<PhoneBookEntryState>(),
    kind: p.text(),
    nameSealed: p.text(),
    /** Masked, as lists show it; so is `phone`. */
    name: p.text(),
    phoneSealed: p.text(),
    phone: p.text(),
    phoneIndex: p.text(),
    tokens: p.array().columnType('bigint[]').lazy(),
    organisation: p.text().nullable(),
    post: p.text().nullable(),
    partyId: p.uuid().nullable(),
    remark: p.text().nullable(),
  },
});

/** A name and a number, sealed, with what lists show of them and what they are found by. */
export interface SealedContact {
  readonly nameSealed: string;
  readonly name: string;
  readonly phoneSealed: string;
  readonly phone: string;
  readonly phoneIndex: string;
  readonly tokens: string[];
}

type Card = Omit<EnterInPhoneBook, 'name' | 'phone' | 'projectId'>;

/** 电话本: somebody the department calls [REQ-172]. */
export class PhoneBookEntry extends PhoneBookEntrySchema.class {
  static enter(card: Card, projectId: string | undefined, seal: (id: string) => SealedContact): PhoneBookEntry {
    const id = newId();
    const entry = Object.assign(new PhoneBookEntry(), {
      id,
      projectId: projectId ?? null,
      state: phoneBookEntryWorkflow.initial,
    });
    entry.write(card, seal(id));
    return entry;
  }

  correct(card: Card, contact: SealedContact): void {
    this.state = phoneBookEntryWorkflow.move(this.state, 'correct');
    this.write(card, contact);
  }

  remove(): void {
    this.state = phoneBookEntryWorkflow.move(this.state, 'remove');
  }

  private write({ kind, organisation, post, partyId, remark }: Card, contact: SealedContact): void {
    Object.assign(this, contact, {
      kind,
      organisation: organisation ?? null,
      post: post ?? null,
      partyId: partyId ?? null,
      remark: remark ?? null,
    });
  }
}

PhoneBookEntrySchema.setClass(PhoneBookEntry);
