import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import {
  FindCustomerDataSubmissions,
  FindSubmittedCustomers,
  GetCustomerDataSubmission,
  type CustomerDataSubmissionView,
  type PageOf,
  type SubmittedCustomerView,
} from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { columns, type RowOf } from '../view/rows.js';
import { customerDataColumns, viewOfRow, type CustomerDataRow } from './customer-data-submission.view.js';

const ONE = `select ${customerDataColumns} from customer_data_submission d where d.id = $1`;

@Controller()
export class FindCustomerDataSubmissionsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetCustomerDataSubmission)
  async get({ submissionId }: GetCustomerDataSubmission, by: Actor): Promise<CustomerDataSubmissionView> {
    const row = await this.reader.one<CustomerDataRow>(ONE, [submissionId]);
    if (!row || !by.sees(row.projectId))
      throw refuse.notFound('customer-data-submission.not-found', '没有这份客户资料上报单，请核对编号。');
    return viewOfRow(row);
  }

  @Answers(FindCustomerDataSubmissions)
  find(asked: FindCustomerDataSubmissions, by: Actor): Promise<PageOf<CustomerDataSubmissionView>> {
    return page(this.reader, {
      select: `${customerDataColumns} from customer_data_submission d`,
      where: {
        'd.project_id = ?': asked.projectId,
        'd.state = ?': asked.state,
        'd.project_id = any(?)': by.seesAll ? undefined : by.projects,
      },
      newestFirst: 'd.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: viewOfRow,
    });
  }

  @Answers(FindSubmittedCustomers)
  async customers(
    { submissionId, ...asked }: FindSubmittedCustomers,
    by: Actor,
  ): Promise<PageOf<SubmittedCustomerView>> {
    await this.get({ submissionId }, by);
    return page(this.reader, {
      select: `l.prospect_id as id, ${columns('l', 'prospectId partyId standing missing')}, r.consultant, y.name_masked as name,
        y.phone_masked as phone from customer_data_line l join prospect r on r.id = l.prospect_id join party y on y.id = l.party_id`,
      where: {
        'l.submission_id = ?': submissionId,
        'l.standing = ?': asked.standing,
        '?::text = any(l.missing)': asked.missing,
      },
      newestFirst: 'l.prospect_id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: ({ id: _, phone, ...line }: RowOf<SubmittedCustomerView & { allowed: [] }> & { id: string }) => ({
        ...line,
        ...(phone ? { phone } : {}),
      }),
    });
  }
}
