import { defineEntity, p } from '@mikro-orm/core';
import type { MortgageStepView, mortgageStages } from '@linli/contracts';
import { newId, refuse, type Day, type Fen } from '@linli/kernel';
import { isLoan } from '../contract/contract.workflow.js';
import { allocate, instalmentsOf, nextDueOn, openFen, type PlanLine, type Terms } from './instalments.js';
import { paymentPlanWorkflow, type PaymentPlanState } from './payment-plan.workflow.js';

export type MortgageStage = (typeof mortgageStages)[number];

const PaymentPlanSchema = defineEntity({
  name: 'PaymentPlan',
  tableName: 'payment_plan',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<PaymentPlanState>(),
    projectId: p.text(),
    contractId: p.uuid(),
    subscriptionId: p.uuid(),
    unitId: p.uuid(),
    room: p.text(),
    partyId: p.uuid(),
    consultantId: p.text(),
    consultant: p.text(),
    paymentMethod: p.text(),
    totalPriceFen: p.bigint('number'),
    lines: p.json().$type<PlanLine[]>(),
    paidFen: p.bigint('number'),
    nextDueOn: p.date().nullable(),
    mortgageStage: p.text().$type<MortgageStage>().nullable(),
    mortgageSteps: p.json().$type<MortgageStepView[]>(),
  },
});

/** The contract whose money is planned. */
export interface Sale {
  readonly id: string;
  readonly projectId: string;
  readonly subscriptionId: string;
  readonly unitId: string;
  readonly room: string;
  readonly partyId: string;
  readonly consultantId: string;
  readonly consultant: string;
}

/** 客户交款情况明细表: what one buyer owes and has paid, line by line [REQ-093]. */
export class PaymentPlan extends PaymentPlanSchema.class {
  static draw(sale: Sale, terms: Terms): PaymentPlan {
    const { projectId, subscriptionId, unitId, room, partyId, consultantId, consultant } = sale;
    const { paymentMethod, totalPriceFen } = terms;
    const plan = Object.assign(new PaymentPlan(), {
      id: newId(),
      state: paymentPlanWorkflow.initial,
      contractId: sale.id,
      ...{ projectId, subscriptionId, unitId, room, partyId, consultantId, consultant, paymentMethod, totalPriceFen },
      ...{ lines: [], paidFen: 0, nextDueOn: null },
      mortgageStage: isLoan(paymentMethod) ? ('NOT_APPLIED' as const) : null,
      mortgageSteps: [],
    });
    plan.count(instalmentsOf(terms));
    return plan;
  }

  line(termNo: number): PlanLine {
    const line = this.lines.find((each) => each.termNo === termNo);
    if (!line) throw refuse.rule('payment-plan.no-such-term', '没有这一期应交款，请核对期次。', { termNo });
    return line;
  }

  /** Money that finance has confirmed; without a term the oldest terms are paid first. */
  receive(amountFen: Fen, termNo?: number): void {
    if (termNo !== undefined) this.line(termNo);
    this.state = paymentPlanWorkflow.move(this.state, 'receive');
    this.count(allocate(this.lines, amountFen, termNo));
  }

  /** Whether this payment could be counted now; the refusal says why not. */
  mustTake(amountFen: Fen, termNo?: number): void {
    paymentPlanWorkflow.move(this.state, 'receive');
    if (termNo !== undefined) this.line(termNo);
    allocate(this.lines, amountFen, termNo);
  }

  /** 催办按揭: forward only, the payout follows from the contract. */
  recordMortgageProgress(stage: MortgageStage, note: string | undefined, by: string, at: Date): void {
    const before = this.mortgageStage;
    if (!before) throw refuse.rule('payment-plan.no-loan', '该合同不是贷款付款，没有按揭办理进度。');
    this.state = paymentPlanWorkflow.move(this.state, 'recordMortgageProgress');
    const order: readonly MortgageStage[] = ['NOT_APPLIED', 'APPLIED', 'BANK_APPROVED', 'DISBURSED'];
    if (order.indexOf(stage) <= order.indexOf(before))
      throw refuse.rule('payment-plan.mortgage-step-back', '按揭办理进度只能向前登记，请核对所选进度。', {
        mortgageStage: before,
      });
    this.mortgageStage = stage;
    this.mortgageSteps = [...this.mortgageSteps, { stage, at: at.toISOString(), by, ...(note ? { note } : {}) }];
  }

  /** 按揭放款: the bank has paid the loan [REQ-124]. */
  payOutLoan(by: string, at: Date): void {
    if (this.mortgageStage !== 'DISBURSED') this.recordMortgageProgress('DISBURSED', undefined, by, at);
    this.count(this.lines.map((line) => (line.item === 'LOAN' ? { ...line, paidFen: line.dueFen } : line)));
  }

  /** 延期付款: the term is owed later; the first day stays on record [REQ-095]. */
  defer(termNo: number, to: Day): void {
    this.state = paymentPlanWorkflow.move(this.state, 'defer');
    const { dueOn } = this.line(termNo);
    this.count(
      this.lines.map((line) =>
        line.termNo === termNo ? { ...line, dueOn: to, deferredFrom: line.deferredFrom ?? dueOn } : line,
      ),
    );
  }

  /** The sale is off; what was paid stays on record until it is refunded. */
  cancel(): void {
    this.state = paymentPlanWorkflow.move(this.state, 'cancel');
    this.nextDueOn = null;
  }

  get outstandingFen(): Fen {
    return this.totalPriceFen - this.paidFen;
  }

  private count(lines: PlanLine[]): void {
    this.lines = lines;
    this.paidFen = lines.reduce((sum, { paidFen }) => sum + paidFen, 0);
    this.nextDueOn = nextDueOn(lines);
    if (lines.every((line) => openFen(line) === 0)) this.state = paymentPlanWorkflow.move(this.state, 'settle');
  }
}

PaymentPlanSchema.setClass(PaymentPlan);
