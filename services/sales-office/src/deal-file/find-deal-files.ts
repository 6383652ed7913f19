import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindDealFiles, type PageOf, type DealFileView } from '@linli/contracts';
import { PartySearch } from '@linli/parties';
import { ownBook } from '../prospect/book.js';
import { dealFileColumns, viewOfRow } from './deal-file.view.js';

@Controller()
export class FindDealFilesHandler {
  constructor(
    private readonly reader: Reader,
    private readonly persons: PartySearch,
  ) {}

  @Answers(FindDealFiles)
  async handle(asked: FindDealFiles, by: Actor): Promise<PageOf<DealFileView>> {
    return page(this.reader, {
      select: `${dealFileColumns} from deal_file f`,
      where: {
        'f.project_id = ?': asked.projectId,
        'f.state = ?': asked.state,
        'f.tier = ?': asked.tier,
        'f.project_id = any(?)': by.seesAll ? undefined : by.projects,
        'f.consultant_id = ?': ownBook(by),
        ...(await this.persons.among('f.party_id', asked.person)),
      },
      newestFirst: 'f.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: viewOfRow,
    });
  }
}
