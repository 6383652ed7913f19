import { defineEntity, p } from '@mikro-orm/core';

const PlainComplaintSchema = defineEntity({
  name: 'PlainComplaint',
  tableName: 'plain_complaint',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    formNo: p.text(),
    projectId: p.text(),
    state: p.text(),
    customerName: p.text(),
    phone: p.text(),
    category: p.text(),
    urgency: p.text(),
    content: p.text(),
    dueOn: p.date(),
  },
});

/** The same columns without the rules: what the two references of the bench write and read. */
export class PlainComplaint extends PlainComplaintSchema.class {}

PlainComplaintSchema.setClass(PlainComplaint);
