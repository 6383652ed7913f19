import type { PaymentPlanView } from '@linli/contracts';
import { daysBetween, type Day } from '@linli/kernel';
import { columns, number, present, type RowOf } from '../view/rows.js';
import type { PaymentPlan } from './payment-plan.js';
import { paymentPlanSteps, type PaymentPlanState } from './payment-plan.workflow.js';

export type PaymentPlanRow = RowOf<PaymentPlanView> & { state: PaymentPlanState };

export const paymentPlanColumns = `${columns(
  'm',
  'id version state projectId contractId unitId room partyId consultantId consultant paymentMethod lines mortgageStage mortgageSteps',
)}, ${number('m.total_price_fen')} as "totalPriceFen", ${number('m.paid_fen')} as "paidFen",
  ${number('m.total_price_fen - m.paid_fen')} as "outstandingFen", m.next_due_on::text as "nextDueOn",
  greatest(0, coalesce((app_now() at time zone 'Asia/Shanghai')::date - m.next_due_on, 0)) as "overdueDays"`;

export const viewOfRow = (row: PaymentPlanRow): PaymentPlanView =>
  present(row, paymentPlanSteps(row.state, row.mortgageStage ?? null));

export function view(plan: PaymentPlan, today: Day): PaymentPlanView {
  const { id, version, state, projectId, contractId, unitId, room, partyId, consultantId, consultant } = plan;
  const { paymentMethod, totalPriceFen, lines, paidFen, outstandingFen, nextDueOn } = plan;
  const { mortgageStage, mortgageSteps } = plan;
  return viewOfRow({
    ...{ id, version, state, projectId, contractId, unitId, room, partyId, consultantId, consultant },
    ...{ paymentMethod, totalPriceFen, lines, paidFen, outstandingFen, nextDueOn, mortgageStage, mortgageSteps },
    overdueDays: nextDueOn ? Math.max(0, daysBetween(nextDueOn, today)) : 0,
  });
}
