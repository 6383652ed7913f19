import { defineEntity, p } from '@mikro-orm/core';
import { newId } from '@linli/kernel';

const CustomerMergeSchema = defineEntity({
  name: 'CustomerMerge',
  tableName: 'customer_merge',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    fromCustomerId: p.uuid(),
    intoCustomerId: p.uuid(),
    movedPartyIds: p.array().columnType('uuid[]'),
    movedCustomerIds: p.array().columnType('uuid[]'),
    reason: p.text(),
    mergedBy: p.text(),
    mergedAt: p.datetime(),
  },
});

/** What a merge moved, kept for ever, so that it can be explained and taken apart. */
export class CustomerMerge extends CustomerMergeSchema.class {
  static note(merge: Omit<CustomerMerge, 'id' | 'version'>): CustomerMerge {
    return Object.assign(new CustomerMerge(), { id: newId(), ...merge });
  }
}

CustomerMergeSchema.setClass(CustomerMerge);
