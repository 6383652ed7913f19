import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { SolveProblem, TakeUpProblem, type ProblemCustomerView } from '@linli/contracts';
import { Party } from '@linli/parties';
import { loadFromBook } from '../prospect/book.js';
import { ProblemCustomer } from './problem-customer.js';
import { view } from './problem-customer.view.js';

@Controller()
export class HandleProblemCustomerHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(TakeUpProblem)
  async takeUp(form: TakeUpProblem): Promise<ProblemCustomerView> {
    const problem = await load(this.em, ProblemCustomer, form.problemCustomerId, form.version);
    problem.takeUp(form, now());
    return view(problem, await this.em.findOneOrFail(Party, problem.partyId));
  }

  @Handles(SolveProblem)
  async solve({ problemCustomerId, version, result }: SolveProblem, by: Actor): Promise<ProblemCustomerView> {
    const problem = await loadFromBook(this.em, ProblemCustomer, problemCustomerId, by, version);
    problem.solve(result, now());
    return view(problem, await this.em.findOneOrFail(Party, problem.partyId));
  }
}
