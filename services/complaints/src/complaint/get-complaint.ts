import { Controller } from '@nestjs/common';
import { Answers, Reader, writtenJson, type Actor } from '@linli/bus';
import { GetComplaint, type ComplaintView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { complaintColumns, jsonOfRow, type ComplaintRow } from './complaint.view.js';

@Controller()
export class GetComplaintHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetComplaint)
  async handle({ complaintId }: GetComplaint, by: Actor): Promise<ComplaintView> {
    const row = await this.reader.one<ComplaintRow>(
      `select ${complaintColumns}, c.handling from complaint c where c.id = $1`,
      [complaintId],
    );
    if (!row || !by.sees(row.projectId)) throw refuse.notFound('complaint.not-found', '没有这件案件，请核对编号。');
    return writtenJson(jsonOfRow(row), row.version);
  }
}
