import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load } from '@linli/bus';
import { RemovePhoneBookEntry, type PhoneBookEntryView } from '@linli/contracts';
import { PhoneBookEntry } from './phone-book-entry.js';
import { shown } from './phone-book-entry.view.js';

@Controller()
export class RemovePhoneBookEntryHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(RemovePhoneBookEntry)
  async handle({ phoneBookEntryId, version }: RemovePhoneBookEntry): Promise<PhoneBookEntryView> {
    const phoneBookEntry = await load(this.em, PhoneBookEntry, phoneBookEntryId, version);
    phoneBookEntry.remove();
    return shown.of(phoneBookEntry);
  }
}
