import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, type Actor } from '@linli/bus';
import { EnterInPhoneBook, type PhoneBookEntryView } from '@linli/contracts';
import { Sealer } from '@linli/parties';
import { PhoneBookEntry } from './phone-book-entry.js';
import { shown } from './phone-book-entry.view.js';
import { sealContact } from './seal-contact.js';

@Controller()
export class EnterInPhoneBookHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly sealer: Sealer,
  ) {}

  @Handles(EnterInPhoneBook)
  async handle({ projectId, name, phone, ...card }: EnterInPhoneBook, by: Actor): Promise<PhoneBookEntryView> {
    if (projectId !== undefined) by.mustSee(projectId, 'project');
    const entry = PhoneBookEntry.enter(card, projectId, (id) => sealContact(id, name, phone, this.sealer));
    this.em.persist(entry);
    return shown.of(entry);
  }
}
