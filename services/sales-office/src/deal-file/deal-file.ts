import { defineEntity, p } from '@mikro-orm/core';
import type { FillDealFile } from '@linli/contracts';
import { newId, type Day } from '@linli/kernel';
import { dealFileWorkflow, type DealFileState } from './deal-file.workflow.js';

const DealFileSchema = defineEntity({
  name: 'DealFile',
  tableName: 'deal_file',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<DealFileState>(),
    formNo: p.text(),
    projectId: p.text(),
    contractId: p.uuid(),
    room: p.text(),
    partyId: p.uuid(),
    consultantId: p.text(),
    consultant: p.text(),
    signedOn: p.date(),
    tier: p.text().nullable(),
    traits: p.text().nullable(),
    whyBought: p.text().nullable(),
    comparedWith: p.text().nullable(),
    confirmedBy: p.text().nullable(),
    confirmedAt: p.datetime().nullable(),
  },
});

/** The contract by which a customer has bought. */
export interface Signed {
  readonly id: string;
  readonly projectId: string;
  readonly room: string;
  readonly partyId: string;
  readonly consultantId: string;
  readonly consultant: string;
  readonly signedOn: Day;
}

/** 成交客户档案: the traits of a customer who has bought, and whether he is A, B or C [REQ-101, 128]. */
export class DealFile extends DealFileSchema.class {
  static open(contract: Signed, formNo: string): DealFile {
    const { id: contractId, projectId, room, partyId, consultantId, consultant, signedOn } = contract;
    return Object.assign(new DealFile(), {
      id: newId(),
      state: dealFileWorkflow.initial,
      ...{ formNo, projectId, contractId, room, partyId, consultantId, consultant, signedOn },
      ...{ tier: null, traits: null, whyBought: null, comparedWith: null, confirmedBy: null, confirmedAt: null },
    });
  }

  fill({ tier, traits, whyBought, comparedWith }: FillDealFile): void {
    this.state = dealFileWorkflow.move(this.state, 'fill');
    Object.assign(this, { tier, traits });
    this.whyBought = whyBought ?? this.whyBought;
    this.comparedWith = comparedWith ?? this.comparedWith;
  }

  confirm(by: string, at: Date): void {
    this.state = dealFileWorkflow.move(this.state, 'confirm');
    Object.assign(this, { confirmedBy: by, confirmedAt: at });
  }
}

DealFileSchema.setClass(DealFile);
