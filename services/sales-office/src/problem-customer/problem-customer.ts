import { defineEntity, p } from '@mikro-orm/core';
import type { ReportProblemCustomer, TakeUpProblem } from '@linli/contracts';
import { dayOf, newId, refuse } from '@linli/kernel';
import { problemCustomerWorkflow, type ProblemCustomerState } from './problem-customer.workflow.js';

const ProblemCustomerSchema = defineEntity({
  name: 'ProblemCustomer',
  tableName: 'problem_customer',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<ProblemCustomerState>(),
    formNo: p.text(),
    projectId: p.text(),
    prospectId: p.uuid().nullable(),
    subscriptionId: p.uuid().nullable(),
    room: p.text().nullable(),
    partyId: p.uuid(),
    consultantId: p.text(),
    consultant: p.text(),
    kind: p.text(),
    problem: p.text(),
    reportedBy: p.text(),
    reportedAt: p.datetime(),
    measure: p.text().nullable(),
    owner: p.text().nullable(),
    dueOn: p.date().nullable(),
    result: p.text().nullable(),
    solvedOn: p.date().nullable(),
  },
});

/** Whose customer it is: a prospect, or the buyer of a 认购书. */
export interface Customer {
  readonly projectId: string;
  readonly room?: string;
  readonly partyId: string;
  readonly consultantId: string;
  readonly consultant: string;
}

/** A line of 问题客户一览表 [REQ-096]. */
export class ProblemCustomer extends ProblemCustomerSchema.class {
  static report(
    { kind, problem, prospectId, subscriptionId }: ReportProblemCustomer,
    customer: Customer,
    entry: { formNo: string; by: string; at: Date },
  ): ProblemCustomer {
    const { projectId, room, partyId, consultantId, consultant } = customer;
    return Object.assign(new ProblemCustomer(), {
      id: newId(),
      state: problemCustomerWorkflow.initial,
      ...{ kind, problem, projectId, partyId, consultantId, consultant, formNo: entry.formNo },
      ...{ prospectId: prospectId ?? null, subscriptionId: subscriptionId ?? null, room: room ?? null },
      ...{ reportedBy: entry.by, reportedAt: entry.at },
      ...{ measure: null, owner: null, dueOn: null, result: null, solvedOn: null },
    });
  }

  takeUp({ measure, owner, dueOn }: TakeUpProblem, at: Date): void {
    if (dueOn < dayOf(at)) throw refuse.rule('problem-customer.due-in-past', '完成期限不能早于今天，请核对日期。');
    this.state = problemCustomerWorkflow.move(this.state, 'takeUp');
    Object.assign(this, { measure, owner, dueOn });
  }

  solve(result: string, at: Date): void {
    this.state = problemCustomerWorkflow.move(this.state, 'solve');
    Object.assign(this, { result, solvedOn: dayOf(at) });
  }
}

ProblemCustomerSchema.setClass(ProblemCustomer);
