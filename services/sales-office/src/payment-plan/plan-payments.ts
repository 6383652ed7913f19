import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { planClock, planClocks } from '@linli/bus';
import type { Contract } from '../contract/contract.js';
import { schemeFor } from '../payment-scheme/scheme-for.js';
import { policyOn } from '../policy/policy-on.js';
import { UnitConfirmation } from '../unit-confirmation/unit-confirmation.js';
import type { PlanLine } from './instalments.js';
import { PaymentPlan } from './payment-plan.js';

/** Draws the plan of a signed contract and plans the days on which its buyer is reminded [REQ-093, 094]. */
@Injectable()
export class PlanPayments {
  constructor(private readonly em: EntityManager) {}

  async forContract(contract: Contract, confirmationId: string, schemeId?: string): Promise<PaymentPlan> {
    const { projectId, paymentMethod, totalPriceFen, loanAmountFen, signedOn } = contract;
    const { depositFen, paidOn } = await this.em.findOneOrFail(UnitConfirmation, confirmationId);
    const { parts } = await schemeFor(this.em, { projectId, paymentMethod, signedOn }, schemeId);
    const policy = await policyOn(this.em, signedOn);
    const deposit = { depositFen: depositFen ?? 0, depositPaidOn: paidOn ?? signedOn };
    const loan = { loanFen: loanAmountFen ?? 0, loanDays: policy['payment.loan-days'] };
    const terms = { paymentMethod, totalPriceFen, ...deposit, ...loan, signedOn, parts };
    const plan = PaymentPlan.draw(contract, terms);
    this.em.persist(plan);
    await this.planReminders(plan, ...plan.lines);
    if (plan.mortgageStage) await planClock('mortgage-application', plan, { from: signedOn });
    return plan;
  }

  /** A term that is due later than before is reminded of anew; the old day reminds nobody. */
  async planReminders(plan: PaymentPlan, ...lines: readonly PlanLine[]): Promise<void> {
    const open = lines.filter(({ dueFen, paidFen }) => dueFen !== paidFen);
    const clockOf = ({ termNo, dueOn }: PlanLine) => ({
      subject: plan,
      from: dueOn,
      cycle: `${termNo} ${dueOn}`,
      payload: { termNo, dueOn },
    });
    await planClocks('payment-coming', open.filter(({ item }) => item !== 'LOAN').map(clockOf));
    await planClocks('payment-overdue', open.map(clockOf));
  }
}
