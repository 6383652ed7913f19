import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, now, type Actor } from '@linli/bus';
import { CheckSigningItems, type SigningChecklistView } from '@linli/contracts';
import { Party } from '@linli/parties';
import { loadFromBook } from '../prospect/book.js';
import { SigningChecklist } from './signing-checklist.js';
import { view } from './signing-checklist.view.js';

@Controller()
export class CheckSigningItemsHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(CheckSigningItems)
  async handle({ signingChecklistId, version, names }: CheckSigningItems, by: Actor): Promise<SigningChecklistView> {
    const list = await loadFromBook(this.em, SigningChecklist, signingChecklistId, by, version);
    list.check(names, by.name, now());
    return view(list, await this.em.findOneOrFail(Party, list.partyId));
  }
}
