import { defineEntity, p } from '@mikro-orm/core';
import { newId } from '@linli/kernel';

const CustomerFileSchema = defineEntity({
  name: 'CustomerFile',
  tableName: 'customer_file',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    fileNo: p.text(),
    unitId: p.uuid(),
    projectId: p.text(),
    room: p.text(),
    updates: p.json<FileUpdate[]>(),
  },
});

/** One entry of the clerk: which move-in was filed, by whom and when. */
export interface FileUpdate {
  readonly moveInId: string;
  readonly byId: string;
  readonly by: string;
  readonly at: string;
  readonly remark?: string;
}

/** 客户档案: one per household; the clerk enters every move-in before its case closes [REQ-021]. */
export class CustomerFile extends CustomerFileSchema.class {
  static open(household: { unitId: string; projectId: string; room: string }, fileNo: string): CustomerFile {
    return Object.assign(new CustomerFile(), { id: newId(), ...household, fileNo, updates: [] });
  }

  enter(moveInId: string, hand: { id: string; name: string; at: Date }, remark?: string): void {
    const { id: byId, name: by, at } = hand;
    this.updates = [...this.updates, { moveInId, byId, by, at: at.toISOString(), ...(remark ? { remark } : {}) }];
  }
}

CustomerFileSchema.setClass(CustomerFile);
