import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, type Actor } from '@linli/bus';
import { FillDealFile, type DealFileView } from '@linli/contracts';
import { Party } from '@linli/parties';
import { loadFromBook } from '../prospect/book.js';
import { DealFile } from './deal-file.js';
import { view } from './deal-file.view.js';

@Controller()
export class FillDealFileHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(FillDealFile)
  async handle(form: FillDealFile, by: Actor): Promise<DealFileView> {
    const file = await loadFromBook(this.em, DealFile, form.dealFileId, by, form.version);
    file.fill(form);
    return view(file, await this.em.findOneOrFail(Party, file.partyId));
  }
}
