import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, now, whenNotUnique, type Actor } from '@linli/bus';
import { SubmitCustomerData, type CustomerDataSubmissionView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { loadProject } from '../project/load-project.js';
import { CustomerDataSubmission, type CustomerDataTotals } from './customer-data-submission.js';
import { view } from './customer-data-submission.view.js';
import { COUNT_LINES, DRAW_LINES } from './lines.js';

whenNotUnique('customer_data_submission_live', () =>
  refuse.conflict('customer-data-submission.waiting', '该项目已有一份上报单待审核，请等地产公司销售部处理后再上报。'),
);

/** 上报地产公司销售部: whatever is new or changed since the last time, with what is missing [REQ-066]. */
@Controller()
export class SubmitCustomerDataHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(SubmitCustomerData)
  async handle({ projectId }: SubmitCustomerData, by: Actor): Promise<CustomerDataSubmissionView> {
    await loadProject(this.em, projectId, by);
    const submission = CustomerDataSubmission.submit(projectId, formNo('KS'), by.name, now());
    this.em.persist(submission);
    await this.em.flush(); // before its lines
    await this.em.execute(DRAW_LINES, [submission.id, projectId]);
    const [totals] = await this.em.execute<[CustomerDataTotals]>(COUNT_LINES, [submission.id, submission.id]);
    submission.count(totals);
    return view(submission);
  }
}
