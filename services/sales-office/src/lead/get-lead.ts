import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetLead, type LeadView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { leadColumns, ownLeads, viewOfRow, type LeadRow } from './lead.view.js';

@Controller()
export class GetLeadHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetLead)
  async handle({ leadId }: GetLead, by: Actor): Promise<LeadView> {
    const row = await this.reader.one<LeadRow>(
      `select ${leadColumns} from lead l join party p on p.id = l.party_id where l.id = $1`,
      [leadId],
    );
    const own = ownLeads(by);
    if (!row || !by.sees(row.projectId) || (own !== undefined && row.consultantId !== own))
      throw refuse.notFound('lead.not-found', '没有这条线索，请核对编号。');
    return viewOfRow(row);
  }
}
