import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindWarrantyTerms, type PageOf, type WarrantyTermView } from '@linli/contracts';
import { viewOfTerm, warrantyTerms } from './warranty-term.view.js';

@Controller()
export class FindWarrantyTermsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindWarrantyTerms)
  handle({ part, projectId, cursor, limit }: FindWarrantyTerms, by: Actor): Promise<PageOf<WarrantyTermView>> {
    return page<Parameters<typeof viewOfTerm>[0], WarrantyTermView>(this.reader, {
      select: warrantyTerms,
      where: {
        't.part = ?': part,
        '(t.project_id is null or t.project_id = ?)': projectId,
        '(t.project_id is null or t.project_id = any(?))': by.seesAll ? undefined : by.projects,
      },
      newestFirst: 't.id',
      cursor,
      limit,
      view: viewOfTerm,
    });
  }
}
