import { Controller } from '@nestjs/common';
import { Answers, jsonPage, Reader, type Actor } from '@linli/bus';
import { FindComplaints, type ComplaintView, type PageOf } from '@linli/contracts';
import { PartySearch } from '@linli/parties';
import { complaintLine, jsonOfLine } from './complaint.view.js';

const QUALITY_DUE = `c.id in (select k.subject_id::uuid from clock k
  where k.rule = 'quality-check.due' and k.level = 0 and k.fired_at is not null and k.settled_at is null)`;

@Controller()
export class FindComplaintsHandler {
  constructor(
    private readonly reader: Reader,
    private readonly persons: PartySearch,
  ) {}

  @Answers(FindComplaints)
  async handle(question: FindComplaints, by: Actor): Promise<PageOf<ComplaintView>> {
    const {
      projectId,
      state,
      kind,
      open,
      assigneeId,
      partyId,
      incidentId,
      agreementId,
      qualityDue,
      person,
      cursor,
      limit,
    } = question;
    if (projectId !== undefined && !by.sees(projectId)) return { items: [] };
    return jsonPage(this.reader, {
      select: `${complaintLine} from complaint c`,
      where: {
        'c.project_id = ?': projectId,
        'c.state = ?': state,
        'c.kind = ?': kind,
        'c.is_open and true = ?': open || undefined,
        'c.assignee_id = ?': assigneeId,
        'c.party_id = ?': partyId,
        'c.incident_id = ?': incidentId,
        'c.agreement_no = (select a.agreement_no from known_agreement a where a.id = ?)': agreementId,
        [`${QUALITY_DUE} and true = ?`]: qualityDue || undefined,
        'c.project_id = any(?)': projectId !== undefined || by.seesAll ? undefined : by.projects,
        ...(await this.persons.among('c.party_id', person)),
      },
      newestFirst: 'c.id',
      ownIndex: [projectId, state, open, assigneeId, partyId, incidentId, agreementId, qualityDue].some(
        (filter) => filter !== undefined,
      ),
      idsFirst: person === undefined ? undefined : 'complaint c',
      cursor,
      limit,
      json: jsonOfLine,
    });
  }
}
