import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, now, type Actor } from '@linli/bus';
import { FileTitle, type TitleCaseView } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { loadForAgent } from './agency-scope.js';
import { view } from './title-case.view.js';

@Controller()
export class FileTitleHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(FileTitle)
  async handle({ titleCaseId, version, filedOn }: FileTitle, by: Actor): Promise<TitleCaseView> {
    const found = await loadForAgent(this.em, titleCaseId, by, version);
    found.file(filedOn, dayOf(now()));
    return view(found);
  }
}
