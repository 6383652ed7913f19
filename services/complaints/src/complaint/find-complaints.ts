import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindComplaints, type ComplaintView, type PageOf } from '@linli/contracts';
import { complaintColumns, viewOfRow, type ComplaintRow } from './complaint.view.js';

@Controller()
export class FindComplaintsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindComplaints)
  async handle({ projectId, state, cursor, limit }: FindComplaints, by: Actor): Promise<PageOf<ComplaintView>> {
    return page(this.reader, {
      select: `${complaintColumns} from complaint c join party p on p.id = c.party_id`,
      where: { 'c.project_id = ?': projectId, 'c.state = ?': state, 'c.project_id = any(?)': by.seesAll ? undefined : by.projects },
      newestFirst: 'c.id',
      cursor,
      limit,
      view: (row: ComplaintRow) => viewOfRow(row),
    });
  }
}
