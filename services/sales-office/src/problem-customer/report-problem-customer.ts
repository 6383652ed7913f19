import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, now, type Actor } from '@linli/bus';
import { ReportProblemCustomer, type ProblemCustomerView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { Party } from '@linli/parties';
import { loadFromBook } from '../prospect/book.js';
import { Prospect } from '../prospect/prospect.js';
import { Subscription } from '../subscription/subscription.js';
import { ProblemCustomer, type Customer } from './problem-customer.js';
import { view } from './problem-customer.view.js';

@Controller()
export class ReportProblemCustomerHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ReportProblemCustomer)
  async handle(form: ReportProblemCustomer, by: Actor): Promise<ProblemCustomerView> {
    const customer = await this.customer(form, by);
    const problem = ProblemCustomer.report(form, customer, { formNo: formNo('WT'), by: by.name, at: now() });
    this.em.persist(problem);
    return view(problem, await this.em.findOneOrFail(Party, customer.partyId));
  }

  private async customer({ prospectId, subscriptionId }: ReportProblemCustomer, by: Actor): Promise<Customer> {
    if (prospectId && !subscriptionId) return loadFromBook(this.em, Prospect, prospectId, by);
    if (subscriptionId && !prospectId) return loadFromBook(this.em, Subscription, subscriptionId, by);
    throw refuse.rule('problem-customer.which-customer', '请填写意向客户或认购书中的一项，说明是哪位客户。');
  }
}
