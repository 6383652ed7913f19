import { defineEntity, p } from '@mikro-orm/core';
import { CustomerDataDelivered, type DeliveredCustomer, type MissingFact } from '@linli/contracts';
import { dayOf, newId, raise, refuse } from '@linli/kernel';
import { customerDataWorkflow, type CustomerDataState } from './customer-data-submission.workflow.js';

const CustomerDataSubmissionSchema = defineEntity({
  name: 'CustomerDataSubmission',
  tableName: 'customer_data_submission',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<CustomerDataState>(),
    formNo: p.text(),
    projectId: p.text(),
    customers: p.integer(),
    buyers: p.integer(),
    complete: p.integer(),
    missing: p.json().$type<MissingFact[]>(),
    submittedBy: p.text(),
    submittedAt: p.datetime(),
    decidedBy: p.text().nullable(),
    decidedAt: p.datetime().nullable(),
    opinion: p.text().nullable(),
  },
});

/** So many customers are told in one event. */
const AT_ONCE = 500;

/** How many customers a submission has, and what their data lack. */
export interface CustomerDataTotals {
  readonly customers: number;
  readonly buyers: number;
  readonly complete: number;
  readonly missing: readonly MissingFact[];
}

/** 客户资料上报单: a project's customer data go up to the company's sales department and from there into the base [REQ-066]. */
export class CustomerDataSubmission extends CustomerDataSubmissionSchema.class {
  static submit(projectId: string, formNo: string, by: string, at: Date): CustomerDataSubmission {
    return Object.assign(new CustomerDataSubmission(), {
      id: newId(),
      state: customerDataWorkflow.initial,
      ...{ formNo, projectId, submittedBy: by, submittedAt: at },
      ...{ customers: 0, buyers: 0, complete: 0, missing: [] },
      ...{ decidedBy: null, decidedAt: null, opinion: null },
    });
  }

  count({ customers, buyers, complete, missing }: CustomerDataTotals): void {
    if (customers === 0)
      throw refuse.rule('customer-data-submission.nothing-new', '自上次上报以来没有新增或变更的客户，无需上报。');
    Object.assign(this, { customers, buyers, complete, missing: [...missing] });
  }

  accept(delivered: readonly DeliveredCustomer[], opinion: string | undefined, by: string, at: Date): void {
    this.state = customerDataWorkflow.move(this.state, 'accept');
    this.decide(opinion ?? null, by, at);
    for (let from = 0; from < delivered.length; from += AT_ONCE)
      raise(this, CustomerDataDelivered, {
        ...{ submissionId: this.id, projectId: this.projectId, deliveredOn: dayOf(at) },
        customers: delivered.slice(from, from + AT_ONCE).map((customer) => ({ ...customer })),
      });
  }

  return(opinion: string, by: string, at: Date): void {
    this.state = customerDataWorkflow.move(this.state, 'return');
    this.decide(opinion, by, at);
  }

  private decide(opinion: string | null, decidedBy: string, decidedAt: Date): void {
    Object.assign(this, { opinion, decidedBy, decidedAt });
  }
}

CustomerDataSubmissionSchema.setClass(CustomerDataSubmission);
