import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { callDesk, FindCalls, type CallView, type PageOf } from '@linli/contracts';
import { shown } from './call-record.view.js';

/** The calls of the own projects; whoever does not sit at the call desk sees his own. */
@Controller()
export class FindCallsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindCalls)
  async handle(asked: FindCalls, by: Actor): Promise<PageOf<CallView>> {
    const { projectId, state, partyId, subjectId, cursor, limit } = asked;
    const staffId = by.has(...callDesk) ? asked.staffId : by.id;
    const isNobodys = asked.staffId !== undefined && asked.staffId !== staffId;
    if (isNobodys || (projectId !== undefined && !by.sees(projectId))) return { items: [] };
    return page(this.reader, {
      select: `${shown.columns} from call_record c`,
      where: {
        'c.project_id = ?': projectId,
        'c.staff_id = ?': staffId,
        'c.party_id = ?': partyId,
        'c.subject_id = ?': subjectId,
        'c.state = ?': state,
        'c.project_id = any(?)': projectId !== undefined || by.seesAll ? undefined : by.projects,
      },
      newestFirst: 'c.id',
      cursor,
      limit,
      view: (row: { id: string }) => shown.ofRow(row),
    });
  }
}
