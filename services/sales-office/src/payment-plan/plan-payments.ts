import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Clocks } from '@linli/bus';
import { plusDays, startOfDay } from '@linli/kernel';
import type { Contract } from '../contract/contract.js';
import { schemeFor } from '../payment-scheme/scheme-for.js';
import { policyOn } from '../policy/policy-on.js';
import { UnitConfirmation } from '../unit-confirmation/unit-confirmation.js';
import type { PlanLine } from './instalments.js';
import { PaymentPlan } from './payment-plan.js';

/** Draws the plan of a signed contract and plans the days on which its buyer is reminded [REQ-093, 094]. */
@Injectable()
export class PlanPayments {
  constructor(
    private readonly em: EntityManager,
    private readonly clocks: Clocks,
  ) {}

  async forContract(contract: Contract, confirmationId: string, schemeId?: string): Promise<PaymentPlan> {
    const { projectId, paymentMethod, totalPriceFen, loanAmountFen, signedOn } = contract;
    const { depositFen, paidOn } = await this.em.findOneOrFail(UnitConfirmation, confirmationId);
    const { parts } = await schemeFor(this.em, { projectId, paymentMethod, signedOn }, schemeId);
    const policy = await policyOn(this.em, signedOn);
    const deposit = { depositFen: depositFen ?? 0, depositPaidOn: paidOn ?? signedOn };
    const loan = { loanFen: loanAmountFen ?? 0, loanDays: policy['payment.loan-days'] };
    const terms = { paymentMethod, totalPriceFen, ...deposit, ...loan, signedOn, parts };
    const plan = PaymentPlan.draw(contract, terms, policy['payment.days-before-due']);
    this.em.persist(plan);
    for (const line of plan.lines) await this.planReminders(plan, line);
    if (plan.mortgageStage) {
      const pushOn = plusDays(signedOn, policy['payment.mortgage-application-days']);
      await this.clocks.plan('mortgage-application', plan.id, startOfDay(pushOn));
    }
    return plan;
  }

  /** A term that is due later than before is reminded of anew; the old day reminds nobody. */
  async planReminders(plan: PaymentPlan, { termNo, item, dueOn, dueFen, paidFen }: PlanLine): Promise<void> {
    if (dueFen === paidFen) return;
    const cycle = { cycle: `${termNo} ${dueOn}`, payload: { termNo, dueOn } };
    if (item !== 'LOAN')
      await this.clocks.plan('payment-coming', plan.id, startOfDay(plusDays(dueOn, -plan.remindDays)), cycle);
    await this.clocks.plan('payment-overdue', plan.id, startOfDay(plusDays(dueOn, 1)), cycle);
  }
}
