import { defineEntity, p } from '@mikro-orm/core';
import {
  DelegationEnded,
  DelegationGranted,
  delegators,
  type ApproverRole,
  type GrantDelegation,
  type Role,
} from '@linli/contracts';
import { newId, raise, refuse, type Day } from '@linli/kernel';
import { delegationWorkflow, type DelegationState } from './delegation.workflow.js';

const DelegationSchema = defineEntity({
  name: 'Delegation',
  tableName: 'delegation',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<DelegationState>(),
    role: p.text().$type<ApproverRole>(),
    absentId: p.text(),
    standInId: p.text(),
    fromOn: p.date(),
    untilOn: p.date(),
    reason: p.text(),
    grantedBy: p.text(),
    grantedById: p.text(),
  },
});

/** Who grants or ends. */
export interface Grantor {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

/** 授权委托书: on days of absence another decides in an approver's place. A stand-in has no stand-in of his own [REQ-324]. */
export class Delegation extends DelegationSchema.class {
  static grant(form: GrantDelegation, by: Grantor, today: Day): Delegation {
    const { role, standInId, absentId = by.id, fromOn, untilOn, reason } = form;
    assertMayGrant(absentId, role as ApproverRole, by);
    if (standInId === absentId)
      throw refuse.rule('delegation.to-oneself', '代理人不能是委托人本人，请指定另一位同事。');
    if (untilOn < fromOn) throw refuse.rule('delegation.period-backwards', '止期不能早于起期，请核对日期。');
    if (fromOn < today) throw refuse.rule('delegation.in-the-past', '代理从今天或以后的日期开始，请核对起期。');
    const delegation = Object.assign(new Delegation(), {
      id: newId(),
      state: delegationWorkflow.initial,
      ...{ role: role as ApproverRole, absentId, standInId, fromOn, untilOn, reason },
      ...{ grantedBy: by.name, grantedById: by.id },
    });
    raise(delegation, DelegationGranted, { delegationId: delegation.id, role, absentId, standInId, fromOn, untilOn });
    return delegation;
  }

  end(by: Grantor): void {
    assertMayGrant(this.absentId, this.role, by);
    this.state = delegationWorkflow.move(this.state, 'end');
    raise(this, DelegationEnded, { delegationId: this.id });
  }
}

/** One gives away what one holds; for somebody else only the leaders do. */
function assertMayGrant(absentId: string, role: ApproverRole, by: Grantor): void {
  if (absentId === by.id && by.roles.includes(role)) return;
  if (absentId !== by.id && delegators.some((each) => by.roles.includes(each))) return;
  throw refuse.forbidden(
    'delegation.not-yours-to-grant',
    '只能委托自己的审批权限；为他人指定代理人，请由总经理或有关领导办理。',
    { role },
  );
}

DelegationSchema.setClass(Delegation);
