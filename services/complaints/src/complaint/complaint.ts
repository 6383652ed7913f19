import { defineEntity, p } from '@mikro-orm/core';
import { ComplaintRegistered, type RegisterComplaint } from '@linli/contracts';
import { newId, raise } from '@linli/kernel';
import { complaintWorkflow, type ComplaintState } from './complaint.workflow.js';

const ComplaintSchema = defineEntity({
  name: 'Complaint',
  tableName: 'complaint',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    formNo: p.text(),
    projectId: p.text(),
    state: p.text().$type<ComplaintState>(),
    receivedAt: p.datetime(),
    receivedBy: p.text(),
    channel: p.text(),
    source: p.text(),
    partyId: p.uuid(),
    customerKind: p.text(),
    room: p.text().nullable(),
    category: p.text(),
    urgency: p.text(),
    content: p.text(),
    demand: p.text().nullable(),
    dueOn: p.date(),
  },
});

/** 客户投诉登记表: one complaint from intake to the customer's opinion on its result [REQ-137]. */
export class Complaint extends ComplaintSchema.class {
  static register(form: RegisterComplaint, intake: { formNo: string; partyId: string; receivedBy: string; at: Date }): Complaint {
    const { projectId, channel, source, customerKind, room, category, urgency, content, demand, dueOn } = form;
    const { formNo, partyId, receivedBy, at } = intake;
    const complaint = Object.assign(new Complaint(), {
      id: newId(),
      state: complaintWorkflow.initial,
      ...{ formNo, projectId, channel, source, partyId, customerKind, category, urgency, content, dueOn, receivedBy },
      room: room ?? null,
      demand: demand ?? null,
      receivedAt: at,
    });
    raise(complaint, ComplaintRegistered, { complaintId: complaint.id, partyId, projectId, receivedAt: at.toISOString() });
    return complaint;
  }
}

ComplaintSchema.setClass(Complaint);
