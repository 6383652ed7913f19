import { Controller } from '@nestjs/common';
import { Answers, jsonPage, Reader, type Actor } from '@linli/bus';
import { FindDisputes, type ComplaintView, type PageOf } from '@linli/contracts';
import { complaintLine, jsonOfLine } from './complaint.view.js';

@Controller()
export class FindDisputesHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindDisputes)
  handle({ projectId, cursor, limit }: FindDisputes, by: Actor): Promise<PageOf<ComplaintView>> {
    return jsonPage(this.reader, {
      select: `${complaintLine} from complaint c`,
      where: {
        'c.disputed and true = ?': true,
        'c.project_id = ?': projectId,
        'c.project_id = any(?)': by.seesAll ? undefined : by.projects,
      },
      newestFirst: 'c.id',
      ownIndex: true,
      cursor,
      limit,
      json: jsonOfLine,
    });
  }
}
