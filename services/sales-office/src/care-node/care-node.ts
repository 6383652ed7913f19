import { defineEntity, p } from '@mikro-orm/core';
import { CareNodeDue, type CareContact, type careNodeKinds, type LogCareContact } from '@linli/contracts';
import { newId, raise, refuse, type Day } from '@linli/kernel';
import { careNodeWorkflow, type CareNodeState } from './care-node.workflow.js';

export type CareNodeKind = (typeof careNodeKinds)[number];

const CareNodeSchema = defineEntity({
  name: 'CareNode',
  tableName: 'care_node',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<CareNodeState>(),
    kind: p.text().$type<CareNodeKind>(),
    title: p.text().nullable(),
    projectId: p.text(),
    subscriptionId: p.uuid(),
    room: p.text(),
    partyId: p.uuid(),
    consultantId: p.text(),
    dueOn: p.date(),
    contacts: p.json().$type<CareContact[]>(),
  },
});

/** A 认购书 or a contract whose buyer is cared for. */
export interface Deal {
  readonly id: string;
  readonly subscriptionId?: string;
  readonly projectId: string;
  readonly room: string;
  readonly partyId: string;
  readonly consultantId: string;
}

/** 项目中期维护: a contact the buyer is owed on a fixed day; colleagues call him themselves [REQ-120..124, 127]. */
export class CareNode extends CareNodeSchema.class {
  static fallDue(kind: CareNodeKind, deal: Deal, dueOn: Day, title: string | null = null): CareNode {
    const { projectId, room, partyId, consultantId } = deal;
    const subscriptionId = deal.subscriptionId ?? deal.id;
    const node = Object.assign(new CareNode(), {
      id: newId(),
      state: careNodeWorkflow.initial,
      ...{ kind, title, projectId, subscriptionId, room, partyId, consultantId, dueOn, contacts: [] },
    });
    raise(node, CareNodeDue, { nodeId: node.id, kind, projectId, partyId, subscriptionId });
    return node;
  }

  /** Up to the loan notice nothing but a call completes a node; a message alone leaves it due [REQ-127]. */
  logContact({ channel, callId, note, at }: LogCareContact, by: string, now: Date): void {
    const spokeAt = at === undefined ? now : new Date(at);
    if (spokeAt > now) throw refuse.rule('care-node.contact-in-future', '联系时间不能晚于现在，请核对时间。');
    const done = channel === 'CALL' || this.kind === 'LOAN_DISBURSED';
    this.state = careNodeWorkflow.move(this.state, done ? 'complete' : 'note');
    const contact = { channel, at: spokeAt.toISOString(), by, ...(callId === undefined ? {} : { callId }), note };
    this.contacts = [...this.contacts, contact];
  }

  cancel(): void {
    this.state = careNodeWorkflow.move(this.state, 'cancel');
  }
}

CareNodeSchema.setClass(CareNode);
