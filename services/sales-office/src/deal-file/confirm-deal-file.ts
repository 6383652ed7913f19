import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { ConfirmDealFile, type DealFileView } from '@linli/contracts';
import { Party } from '@linli/parties';
import { DealFile } from './deal-file.js';
import { view } from './deal-file.view.js';

@Controller()
export class ConfirmDealFileHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ConfirmDealFile)
  async handle({ dealFileId, version }: ConfirmDealFile, by: Actor): Promise<DealFileView> {
    const file = await load(this.em, DealFile, dealFileId, version);
    file.confirm(by.name, now());
    return view(file, await this.em.findOneOrFail(Party, file.partyId));
  }
}
