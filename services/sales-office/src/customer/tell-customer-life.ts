import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { lifeContracts, type CustomerLifeQuestion, type CustomerLifeView, type LifeFact } from '@linli/contracts';
import { careNodeSteps, type CareNodeState } from '../care-node/care-node.workflow.js';
import { contractSteps, type ContractState } from '../contract/contract.workflow.js';
import { prospectSteps, type ProspectState } from '../prospect/prospect.workflow.js';
import { subscriptionSteps, type SubscriptionState } from '../subscription/subscription.workflow.js';
import { confirmationSteps, type ConfirmationState } from '../unit-confirmation/unit-confirmation.workflow.js';
import { instant } from '../view/rows.js';
import { visitSteps, type VisitState } from '../visit/visit.workflow.js';

interface FactRow extends Omit<LifeFact, 'allowed' | 'room' | 'state'> {
  room: string | null;
  state: string;
  detail: string | null;
}

/**
 * SQL of the instant of a fact of which the form has only the day: when the table's row came into the state, as the change log
 * has it, if that was on this day; else the day's beginning. So the facts of one day stand in the order in which they happened.
 */
const within = (day: string, table: string, state: string) => `coalesce(
    (select min(l.at) from change_log l where l.aggregate_type = '${table}' and l.aggregate_id = ${table}.id::text and l.state_to = '${state}'
     having (min(l.at) at time zone 'Asia/Shanghai')::date = ${day}), ${day}::timestamp at time zone 'Asia/Shanghai')`;

const LIFE = `
with facts (at, subject, "subjectId", "projectId", title, state, room, detail) as (
  select at, 'visit', id, project_id, case kind when 'CALL' then '来电咨询' else '到访售楼处' end, state, null, left_at::text
    from visit where party_id = any($1)
  union all select first_contact_at, 'prospect', id, project_id, '登记为意向客户', state, null, null
    from prospect where party_id = any($1)
  union all select issued_at, 'unit-confirmation', id, project_id, '开具房位确认单', state, room, null
    from unit_confirmation where party_id = any($1)
  union all select case deposit_kind when 'EARNEST_MONEY' then ${within('confirmed_on', 'unit_confirmation', 'SOLD')}
      else ${within('confirmed_on', 'unit_confirmation', 'BOOKED')} end, 'unit-confirmation', id, project_id,
      case deposit_kind when 'EARNEST_MONEY' then '财务确认定金,房源售出' else '财务确认订金' end, state, room, null
    from unit_confirmation where party_id = any($1) and confirmed_on is not null
  union all select ${within('subscribed_on', 'subscription', 'SUBSCRIBED')}, 'subscription', id, project_id, '签认购书', state, room, null
    from subscription where buyer_party_ids && $1
  union all select ${within('signed_on', 'contract', 'SIGNED')}, 'contract', id, project_id, '签购房合同', state, room, payment_method
    from contract where buyer_party_ids && $1
  union all select ${within('filed_on', 'contract', 'FILED')}, 'contract', id, project_id, '合同备案', state, room, payment_method
    from contract where buyer_party_ids && $1 and filed_on is not null
  union all select ${within('loan_disbursed_on', 'contract', 'LOAN_DISBURSED')}, 'contract', id, project_id, '按揭放款', state, room, payment_method
    from contract where buyer_party_ids && $1 and loan_disbursed_on is not null
  union all select ${within('rescinded_on', 'contract', 'RESCINDED')}, 'contract', id, project_id, '解除购房合同', state, room, payment_method
    from contract where buyer_party_ids && $1 and rescinded_on is not null
  union all select ${within('due_on', 'care_node', 'DUE')}, 'care-node', id, project_id, case kind
      when 'THREE_DAYS_AFTER_SUBSCRIPTION' then '认购后三日提醒' when 'DAY_BEFORE_SIGNING' then '签约前一日提醒'
      when 'SEVEN_DAYS_AFTER_SIGNING' then '签约后七日回访' when 'CONTRACT_FILED' then '合同备案通知' else '按揭放款通知' end,
      state, room, null
    from care_node where party_id = any($1))
select ${instant('at')} as at, subject, "subjectId", "projectId", title, state, room, detail
from facts where $2::text[] is null or "projectId" = any($2) order by facts.at, subject desc, "subjectId" limit 200`;

/** Which steps are possible now, by what the fact is about. */
const steps: Readonly<Record<string, (row: FactRow) => readonly string[]>> = {
  visit: ({ state, detail }) => visitSteps(state as VisitState, detail !== null),
  prospect: ({ state }) => prospectSteps(state as ProspectState),
  'unit-confirmation': ({ state }) => confirmationSteps(state as ConfirmationState),
  subscription: ({ state }) => subscriptionSteps(state as SubscriptionState),
  contract: ({ state, detail }) => contractSteps(state as ContractState, detail ?? ''),
  'care-node': ({ state }) => careNodeSteps(state as CareNodeState),
};

/** What the sales office knows of a customer, from the first call to the payout of his loan [REQ-329]. */
@Controller()
export class TellCustomerLifeHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(lifeContracts['sales-office'])
  async handle({ partyIds }: CustomerLifeQuestion, by: Actor): Promise<CustomerLifeView> {
    const rows = await this.reader.all<FactRow>(LIFE, [partyIds, by.seesAll ? null : by.projects]);
    return {
      facts: rows.map((row) => {
        const { detail: _, room, ...fact } = row;
        return { ...fact, ...(room === null ? {} : { room }), allowed: [...(steps[row.subject]?.(row) ?? [])] };
      }),
    };
  }
}
