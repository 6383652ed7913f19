import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindPhoneLines, type PhoneLineView, type PageOf } from '@linli/contracts';
import { shown } from './phone-line.view.js';

@Controller()
export class FindPhoneLinesHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindPhoneLines)
  async handle(asked: FindPhoneLines, by: Actor): Promise<PageOf<PhoneLineView>> {
    if (asked.projectId !== undefined && !by.sees(asked.projectId)) return { items: [] };
    return page(this.reader, {
      select: `${shown.columns} from phone_line l`,
      where: {
        'l.project_id = ?': asked.projectId,
        'l.kind = ?': asked.kind,
        'l.holder_id = ?': asked.holderId,
        'l.project_id = any(?)': asked.projectId !== undefined || by.seesAll ? undefined : by.projects,
      },
      newestFirst: 'l.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: (row: { id: string }) => shown.ofRow(row),
    });
  }
}
