import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load } from '@linli/bus';
import { CorrectPhoneBookEntry, type PhoneBookEntryView } from '@linli/contracts';
import { Sealer } from '@linli/parties';
import { PhoneBookEntry } from './phone-book-entry.js';
import { shown } from './phone-book-entry.view.js';
import { sealContact } from './seal-contact.js';

@Controller()
export class CorrectPhoneBookEntryHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly sealer: Sealer,
  ) {}

  @Handles(CorrectPhoneBookEntry)
  async handle(form: CorrectPhoneBookEntry): Promise<PhoneBookEntryView> {
    const { phoneBookEntryId, version, name, phone, ...card } = form;
    const entry = await load(this.em, PhoneBookEntry, phoneBookEntryId, version);
    entry.correct(card, sealContact(entry.id, name, phone, this.sealer));
    return shown.of(entry);
  }
}
