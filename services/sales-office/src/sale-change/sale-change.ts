import { defineEntity, p } from '@mikro-orm/core';
import { type saleChangeKinds } from '@linli/contracts';
import { newId, refuse, type Day, type Fen } from '@linli/kernel';
import { saleChangeWorkflow, type SaleChangeState } from './sale-change.workflow.js';

export type SaleChangeKind = (typeof saleChangeKinds)[number];

const SaleChangeSchema = defineEntity({
  name: 'SaleChange',
  tableName: 'sale_change',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<SaleChangeState>(),
    formNo: p.text(),
    kind: p.text().$type<SaleChangeKind>(),
    projectId: p.text(),
    subscriptionId: p.uuid(),
    partyId: p.uuid(),
    consultantId: p.text(),
    consultant: p.text(),
    unitId: p.uuid(),
    room: p.text(),
    priceFen: p.bigint('number'),
    newUnitId: p.uuid().nullable(),
    newRoom: p.text().nullable(),
    newPriceFen: p.bigint('number').nullable(),
    refundFen: p.bigint('number').nullable(),
    newBuyerPartyIds: p.array().columnType('uuid[]').nullable(),
    reason: p.text(),
    reasonCode: p.text().nullable(),
    requestedById: p.text(),
    requestedBy: p.text(),
    requestedAt: p.datetime(),
    approverRole: p.text(),
    matrixVersion: p.integer(),
    decidedBy: p.text().nullable(),
    decidedAt: p.datetime().nullable(),
    opinion: p.text().nullable(),
    executedBy: p.text().nullable(),
    executedOn: p.date().nullable(),
  },
});

/** The 认购书 that is to be changed. */
export interface Changed {
  readonly id: string;
  readonly projectId: string;
  readonly unitId: string;
  readonly room: string;
  readonly partyId: string;
  readonly consultantId: string;
  readonly consultant: string;
  readonly agreedPriceFen: Fen;
}

/** What is asked for, by kind. */
export interface Wish {
  readonly kind: SaleChangeKind;
  readonly reason: string;
  /** Of a 退房. */
  readonly reasonCode?: string;
  readonly newUnitId?: string;
  readonly newRoom?: string;
  readonly newPriceFen?: Fen;
  readonly refundFen?: Fen;
  readonly newBuyerPartyIds?: readonly string[];
}

export interface Application {
  readonly formNo: string;
  readonly by: { readonly id: string; readonly name: string };
  readonly at: Date;
  readonly approverRole: string;
  readonly matrixVersion: number;
}

/** A change of a sale by request, approval and execution; the registers are read from here [REQ-088, 090]. */
export class SaleChange extends SaleChangeSchema.class {
  static request(wish: Wish, sale: Changed, application: Application): SaleChange {
    const { kind, reason } = wish;
    const { projectId, unitId, room, partyId, consultantId, consultant, agreedPriceFen } = sale;
    const { formNo, by, at, approverRole, matrixVersion } = application;
    return Object.assign(new SaleChange(), {
      id: newId(),
      state: saleChangeWorkflow.initial,
      subscriptionId: sale.id,
      ...{ formNo, kind, projectId, unitId, room, partyId, consultantId, consultant, reason },
      reasonCode: wish.reasonCode ?? null,
      priceFen: agreedPriceFen,
      newUnitId: wish.newUnitId ?? null,
      newRoom: wish.newRoom ?? null,
      newPriceFen: wish.newPriceFen ?? null,
      refundFen: wish.refundFen ?? null,
      newBuyerPartyIds: wish.newBuyerPartyIds ? [...wish.newBuyerPartyIds] : null,
      requestedById: by.id,
      requestedBy: by.name,
      requestedAt: at,
      ...{ approverRole, matrixVersion },
      ...{ decidedBy: null, decidedAt: null, opinion: null, executedBy: null, executedOn: null },
    });
  }

  approve(by: string, at: Date, opinion?: string): void {
    this.state = saleChangeWorkflow.move(this.state, 'approve');
    Object.assign(this, { decidedBy: by, decidedAt: at, opinion: opinion ?? null });
  }

  reject(by: string, at: Date, opinion: string): void {
    this.state = saleChangeWorkflow.move(this.state, 'reject');
    Object.assign(this, { decidedBy: by, decidedAt: at, opinion });
  }

  withdraw(): void {
    this.state = saleChangeWorkflow.move(this.state, 'withdraw');
  }

  /** Refuses `sale-change.overtaken` when the sale is not any more what was decided upon. */
  execute(sale: Changed, by: string, on: Day): void {
    const state = saleChangeWorkflow.move(this.state, 'execute');
    if (sale.unitId !== this.unitId || sale.agreedPriceFen !== this.priceFen)
      throw refuse.rule('sale-change.overtaken', '认购书的房源或价格在审批后已变化，请撤回并重新申请。');
    this.state = state;
    Object.assign(this, { executedBy: by, executedOn: on });
  }
}

SaleChangeSchema.setClass(SaleChange);
