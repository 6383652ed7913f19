import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now } from '@linli/bus';
import { FileTitle, type TitleCaseView } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { TitleCase } from './title-case.js';
import { view } from './title-case.view.js';

@Controller()
export class FileTitleHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(FileTitle)
  async handle({ titleCaseId, version, filedOn }: FileTitle): Promise<TitleCaseView> {
    const found = await load(this.em, TitleCase, titleCaseId, version);
    found.file(filedOn, dayOf(now()));
    return view(found);
  }
}
