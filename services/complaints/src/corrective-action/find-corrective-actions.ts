import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindCorrectiveActions, type CorrectiveActionView, type PageOf } from '@linli/contracts';
import { actionColumns, viewOfRow } from './corrective-action.view.js';

@Controller()
export class FindCorrectiveActionsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindCorrectiveActions)
  async handle(asked: FindCorrectiveActions, by: Actor): Promise<PageOf<CorrectiveActionView>> {
    const { projectId, complaintId, state, department, open, cursor, limit } = asked;
    if (projectId !== undefined && !by.sees(projectId)) return { items: [] };
    return page(this.reader, {
      select: `${actionColumns} from corrective_action a`,
      where: {
        'a.project_id = ?': projectId,
        'a.complaint_id = ?': complaintId,
        'a.state = ?': state,
        'a.department = ?': department,
        "a.state not in ('EFFECTIVE', 'WITHDRAWN') and true = ?": open || undefined,
        'a.project_id = any(?)': projectId !== undefined || by.seesAll ? undefined : by.projects,
      },
      newestFirst: 'a.id',
      ownIndex: [projectId, complaintId, state, department, open].some((filter) => filter !== undefined),
      cursor,
      limit,
      view: (row: { id: string }) => viewOfRow(row),
    });
  }
}
