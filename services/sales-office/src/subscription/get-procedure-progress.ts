import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetProcedureProgress, procedureSteps, type ProcedureProgressView, type ProcedureStep } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { opens } from '../prospect/book.js';

type Days = Partial<Record<(typeof procedureSteps)[number], string | null>>;

interface Row {
  readonly id: string;
  readonly projectId: string;
  readonly consultantId: string;
  readonly room: string;
  readonly hasLoan: boolean;
  readonly handedOver: boolean;
  readonly settled: boolean;
  readonly days: Days;
}

const PROGRESS = `
select s.id, s.project_id as "projectId", s.consultant_id as "consultantId", s.room, k.loan_bank is not null as "hasLoan",
  jsonb_build_object('RESERVED', (c.issued_at at time zone 'Asia/Shanghai')::date, 'DEPOSIT_CONFIRMED', c.confirmed_on,
    'SUBSCRIBED', s.subscribed_on, 'SIGNED', k.signed_on, 'FILED', k.filed_on,
    'LOAN_APPLIED', (m.applied at time zone 'Asia/Shanghai')::date, 'LOAN_APPROVED', (m.approved at time zone 'Asia/Shanghai')::date,
    'LOAN_DISBURSED', k.loan_disbursed_on,
    'PAID_IN_FULL', case when p.state = 'SETTLED' then (select max(y.confirmed_on) from payment y where y.payment_plan_id = p.id) end,
    'HANDED_OVER', null) as days, u.state = 'HANDED_OVER' as "handedOver", coalesce(p.state = 'SETTLED', false) as settled
from subscription s join unit_confirmation c on c.id = s.confirmation_id join unit u on u.id = s.unit_id
  left join contract k on k.subscription_id = s.id left join payment_plan p on p.contract_id = k.id
  left join lateral (select min((e->>'at')::timestamptz) filter (where e->>'stage' = 'APPLIED') as applied,
    min((e->>'at')::timestamptz) filter (where e->>'stage' = 'BANK_APPROVED') as approved
    from jsonb_array_elements(p.mortgage_steps) e) m on true
where s.id = $1`;

const ofLoan: readonly string[] = ['LOAN_APPLIED', 'LOAN_APPROVED', 'LOAN_DISBURSED'];

/** Where the paperwork of a purchase is; each change is also told to the customer at its care node [REQ-129]. */
@Controller()
export class GetProcedureProgressHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetProcedureProgress)
  async handle({ subscriptionId }: GetProcedureProgress, by: Actor): Promise<ProcedureProgressView> {
    const row = await this.reader.one<Row>(PROGRESS, [subscriptionId]);
    if (!row || !opens(by, row)) throw refuse.notFound('subscription.not-found', '没有这份认购书，请核对编号。');
    const { id, projectId, room, hasLoan, days, handedOver, settled } = row;
    const done: Readonly<Record<string, boolean>> = { HANDED_OVER: handedOver, PAID_IN_FULL: settled };
    const steps = procedureSteps
      .filter((step) => hasLoan || !ofLoan.includes(step))
      .map((step): ProcedureStep => ({
        step,
        done: done[step] ?? Boolean(days[step]),
        ...(days[step] ? { doneOn: days[step] } : {}),
      }));
    const next = steps.find((each) => !each.done)?.step;
    return { id, projectId, room, steps, ...(next ? { next } : {}) };
  }
}
