import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import {
  AcceptCustomerData,
  ReturnCustomerData,
  type CustomerDataSubmissionView,
  type DeliveredCustomer,
} from '@linli/contracts';
import { CustomerDataSubmission } from './customer-data-submission.js';
import { view } from './customer-data-submission.view.js';
import { DELIVERED } from './lines.js';

@Controller()
export class DecideCustomerDataHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(AcceptCustomerData)
  async accept({ submissionId, version, opinion }: AcceptCustomerData, by: Actor): Promise<CustomerDataSubmissionView> {
    const submission = await load(this.em, CustomerDataSubmission, submissionId, version);
    const delivered = await this.em.execute<DeliveredCustomer[]>(DELIVERED, [submissionId]);
    submission.accept(delivered, opinion, by.name, now());
    return view(submission);
  }

  @Handles(ReturnCustomerData)
  async return({ submissionId, version, opinion }: ReturnCustomerData, by: Actor): Promise<CustomerDataSubmissionView> {
    const submission = await load(this.em, CustomerDataSubmission, submissionId, version);
    submission.return(opinion, by.name, now());
    return view(submission);
  }
}
