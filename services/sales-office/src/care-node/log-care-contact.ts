import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, now, type Actor } from '@linli/bus';
import { LogCareContact, type CareNodeView } from '@linli/contracts';
import { loadFromBook } from '../prospect/book.js';
import { CareNode } from './care-node.js';
import { view } from './care-node.view.js';

@Controller()
export class LogCareContactHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(LogCareContact)
  async handle(contact: LogCareContact, by: Actor): Promise<CareNodeView> {
    const node = await loadFromBook(this.em, CareNode, contact.careNodeId, by, contact.version);
    node.logContact(contact, by.name, now());
    return view(node);
  }
}
