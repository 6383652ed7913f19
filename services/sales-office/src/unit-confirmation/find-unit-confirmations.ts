import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindUnitConfirmations, type PageOf, type UnitConfirmationView } from '@linli/contracts';
import { ownBook } from '../prospect/book.js';
import { confirmationColumns, viewOfRow } from './unit-confirmation.view.js';

@Controller()
export class FindUnitConfirmationsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindUnitConfirmations)
  async handle(asked: FindUnitConfirmations, by: Actor): Promise<PageOf<UnitConfirmationView>> {
    return page(this.reader, {
      select: `${confirmationColumns} from unit_confirmation c join party p on p.id = c.party_id`,
      where: {
        'c.project_id = ?': asked.projectId,
        'c.state = ?': asked.state,
        'c.unit_id = ?': asked.unitId,
        'c.project_id = any(?)': by.seesAll ? undefined : by.projects,
        'c.consultant_id = ?': ownBook(by),
      },
      newestFirst: 'c.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: viewOfRow,
    });
  }
}
