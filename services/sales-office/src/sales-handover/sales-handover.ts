import { defineEntity, p } from '@mikro-orm/core';
import { newId, type Day } from '@linli/kernel';

const SalesHandoverSchema = defineEntity({
  name: 'SalesHandover',
  tableName: 'sales_handover',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    formNo: p.text(),
    projectId: p.text(),
    fromDepartment: p.text(),
    toDepartment: p.text(),
    closedOn: p.date(),
    handedOverBy: p.text(),
  },
});

/** 封盘交接记录: all open work of the project in one record, from the project department to customer affairs [REQ-108]. */
export class SalesHandover extends SalesHandoverSchema.class {
  static of(
    project: { id: string; ownerDepartment: string },
    entry: { formNo: string; from: string; closedOn: Day; by: string },
  ): SalesHandover {
    const { formNo, from, closedOn, by } = entry;
    return Object.assign(new SalesHandover(), {
      ...{ id: newId(), formNo, projectId: project.id, closedOn, handedOverBy: by },
      ...{ fromDepartment: from, toDepartment: project.ownerDepartment },
    });
  }
}

SalesHandoverSchema.setClass(SalesHandover);

/** What is open in a project, as tasks of the record. Parameters: the record, then the project for each kind. */
export const HAND_OVER = `
insert into sales_handover_task (handover_id, id, subject, state, room, consultant)
select ?::uuid, id, subject, state, room, consultant from (
  select id, 'PROSPECT' as subject, state, null as room, consultant from prospect where project_id = ? and state = 'FOLLOWED'
  union all select id, 'UNIT_CONFIRMATION', state, room, consultant from unit_confirmation
    where project_id = ? and state in ('ISSUED', 'DEPOSIT_RECORDED', 'BOOKED', 'SOLD')
  union all select id, 'SUBSCRIPTION', state, room, consultant from subscription where project_id = ? and state in ('SUBSCRIBED', 'SIGNING_SCHEDULED')
  union all select d.id, 'CONTRACT_DRAFT', d.state, s.room, s.consultant from contract_draft d join subscription s on s.id = d.subscription_id
    where d.project_id = ? and d.state = 'DRAFT'
  union all select id, 'CONTRACT', state, room, consultant from contract
    where project_id = ? and (state = 'SIGNED' or state = 'FILED' and loan_bank is not null)
  union all select id, 'CARE_NODE', state, room, consultant_id from care_node where project_id = ? and state = 'DUE'
  union all select id, 'VISIT', state, null, consultant from visit where project_id = ? and kind = 'VISIT' and left_at is null) open_work`;
export const HAND_OVER_KINDS = 7;
