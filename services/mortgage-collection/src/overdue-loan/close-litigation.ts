import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { CloseLitigation, type OverdueLoanView } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { OverdueLoan } from './overdue-loan.js';
import { view } from './overdue-loan.view.js';

@Controller()
export class CloseLitigationHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(CloseLitigation)
  async handle({ overdueLoanId, version, reason }: CloseLitigation, by: Actor): Promise<OverdueLoanView> {
    const loan = await load(this.em, OverdueLoan, overdueLoanId, version);
    loan.close(reason, dayOf(now()), by, now());
    return view(loan);
  }
}
