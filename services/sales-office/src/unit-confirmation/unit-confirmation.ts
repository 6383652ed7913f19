import { defineEntity, p } from '@mikro-orm/core';
import { DepositConfirmed, type RecordDeposit } from '@linli/contracts';
import { dayOf, newId, plusDays, raise, refuse, type Day } from '@linli/kernel';
import { confirmationWorkflow, type ConfirmationState } from './unit-confirmation.workflow.js';

const UnitConfirmationSchema = defineEntity({
  name: 'UnitConfirmation',
  tableName: 'unit_confirmation',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    formNo: p.text(),
    state: p.text().$type<ConfirmationState>(),
    projectId: p.text(),
    unitId: p.uuid(),
    room: p.text(),
    prospectId: p.uuid(),
    partyId: p.uuid(),
    consultantId: p.text(),
    consultant: p.text(),
    issuedAt: p.datetime(),
    holdDays: p.integer(),
    holdUntil: p.date(),
    depositKind: p.text().nullable(),
    depositFen: p.bigint('number').nullable(),
    paidOn: p.date().nullable(),
    receiptNo: p.text().nullable(),
    confirmedBy: p.text().nullable(),
    confirmedOn: p.date().nullable(),
    cancelReason: p.text().nullable(),
  },
});

/** For whom and for which unit a 房位确认单 is issued. */
export interface Hold {
  readonly formNo: string;
  readonly unit: { readonly id: string; readonly projectId: string; readonly room: string };
  readonly prospect: {
    readonly id: string;
    readonly partyId: string;
    readonly consultantId: string;
    readonly consultant: string;
  };
  readonly holdDays: number;
  readonly at: Date;
}

/** 房位确认单: holds one unit for one prospect from before the payment on [REQ-069]. */
export class UnitConfirmation extends UnitConfirmationSchema.class {
  static issue({ formNo, unit, prospect, holdDays, at }: Hold): UnitConfirmation {
    const { projectId, room } = unit;
    const { partyId, consultantId, consultant } = prospect;
    return Object.assign(new UnitConfirmation(), {
      id: newId(),
      state: confirmationWorkflow.initial,
      ...{ formNo, projectId, room, partyId, consultantId, consultant, holdDays },
      unitId: unit.id,
      prospectId: prospect.id,
      issuedAt: at,
      holdUntil: plusDays(dayOf(at), holdDays),
      ...{ depositKind: null, depositFen: null, paidOn: null, receiptNo: null },
      ...{ confirmedBy: null, confirmedOn: null, cancelReason: null },
    });
  }

  /** What was entered wrongly is entered again, until finance has confirmed it; a 订金 becomes a 定金 the same way. */
  recordDeposit(deposit: RecordDeposit, totalPriceFen: number, today: Day): void {
    const { depositKind, depositFen, paidOn, receiptNo } = deposit;
    if (this.state === 'BOOKED' && depositKind !== 'EARNEST_MONEY') {
      throw refuse.rule(
        'unit-confirmation.already-booked',
        '订金已经财务确认；请录入转为定金的金额，或取消房位确认单。',
      );
    }
    if (depositFen >= totalPriceFen)
      throw refuse.rule(
        'unit-confirmation.deposit-too-high',
        '金额不低于房屋总价，不像定金或订金，请核对金额（单位：分）。',
      );
    const on = paidOn ?? today;
    if (on > today) throw refuse.rule('unit-confirmation.paid-in-future', '交款日期不能晚于今天，请核对日期。');
    this.state = confirmationWorkflow.move(this.state, 'recordDeposit');
    Object.assign(this, { depositKind, depositFen, paidOn: on, receiptNo: receiptNo ?? null });
    Object.assign(this, { confirmedBy: null, confirmedOn: null });
  }

  /** Finance has the money. Whether that sells the unit is the kind's business: only a 定金 does [REQ-070, X11]. */
  confirmDeposit(by: string, today: Day): 'sold' | 'booked' {
    const earnest = this.depositKind === 'EARNEST_MONEY';
    this.state = confirmationWorkflow.move(this.state, earnest ? 'confirmSale' : 'confirmBooking');
    Object.assign(this, { confirmedBy: by, confirmedOn: today });
    if (!earnest) this.holdUntil = plusDays(today, this.holdDays);
    raise(this, DepositConfirmed, {
      confirmationId: this.id,
      unitId: this.unitId,
      projectId: this.projectId,
      partyId: this.partyId,
      depositKind: earnest ? 'EARNEST_MONEY' : 'BOOKING_FEE',
    });
    return earnest ? 'sold' : 'booked';
  }

  subscribe(): void {
    if (confirmationWorkflow.can(this.state, 'recordDeposit')) {
      throw refuse.rule(
        'unit-confirmation.deposit-not-confirmed',
        '定金尚未经财务确认，不能签认购书；请先由财务确认定金。',
      );
    }
    this.state = confirmationWorkflow.move(this.state, 'subscribe');
  }

  cancel(reason: string): void {
    this.state = confirmationWorkflow.move(this.state, 'cancel');
    this.cancelReason = reason;
  }

  /** 换房: the deposit is for another unit now. Refuses when it would not be below that unit's price. */
  moveTo(unit: { readonly id: string; readonly room: string; readonly totalPriceFen: number }): void {
    this.state = confirmationWorkflow.move(this.state, 'change');
    if ((this.depositFen ?? 0) >= unit.totalPriceFen)
      throw refuse.rule('unit-confirmation.deposit-too-high', '已交定金不低于新房源的总价，不能换到该房源。');
    Object.assign(this, { unitId: unit.id, room: unit.room });
  }

  /** 更名: somebody else is the main buyer now. */
  rename(partyId: string): void {
    this.state = confirmationWorkflow.move(this.state, 'change');
    this.partyId = partyId;
  }

  /** The 认购书 was cancelled. */
  stepBack(reason: string): void {
    this.state = confirmationWorkflow.move(this.state, 'stepBack');
    this.cancelReason = reason;
  }

  /** Whether its days are over without a 定金. */
  isOver(today: Day): boolean {
    return confirmationWorkflow.can(this.state, 'expire') && today > this.holdUntil;
  }

  expire(): void {
    this.state = confirmationWorkflow.move(this.state, 'expire');
  }
}

UnitConfirmationSchema.setClass(UnitConfirmation);
