import { defineEntity, p } from '@mikro-orm/core';
import type { LeadContact, RecordLead, TrackLead } from '@linli/contracts';
import { newId, refuse } from '@linli/kernel';
import { leadWorkflow, type LeadState } from './lead.workflow.js';

const LeadSchema = defineEntity({
  name: 'Lead',
  tableName: 'lead',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<LeadState>(),
    formNo: p.text(),
    projectId: p.text(),
    partyId: p.uuid(),
    channel: p.text(),
    need: p.text().nullable(),
    recordedBy: p.text(),
    recordedAt: p.datetime(),
    consultantId: p.text().nullable(),
    consultant: p.text().nullable(),
    contacts: p.json().$type<LeadContact[]>(),
    nextOn: p.date().nullable(),
    prospectId: p.uuid().nullable(),
    dropReason: p.text().nullable(),
  },
});

/** A prospect that a lead may have become. */
export interface Registered {
  readonly id: string;
  readonly projectId: string;
  readonly consultantId: string;
}

/** 潜在客户线索 [REQ-131]. */
export class Lead extends LeadSchema.class {
  static record(
    { projectId, channel, need }: RecordLead,
    entry: { formNo: string; partyId: string; by: string; at: Date },
  ): Lead {
    return Object.assign(new Lead(), {
      id: newId(),
      state: leadWorkflow.initial,
      ...{ projectId, channel, need: need ?? null, formNo: entry.formNo, partyId: entry.partyId },
      ...{ recordedBy: entry.by, recordedAt: entry.at, consultantId: null, consultant: null, contacts: [] },
      ...{ nextOn: null, prospectId: null, dropReason: null },
    });
  }

  assign(consultantId: string, consultant: string): void {
    this.state = leadWorkflow.move(this.state, 'assign');
    Object.assign(this, { consultantId, consultant });
  }

  track({ kind, content, nextOn }: TrackLead, by: string, at: Date): void {
    this.state = leadWorkflow.move(this.state, 'track');
    const entry = { at: at.toISOString(), by, kind, content, ...(nextOn ? { nextOn } : {}) };
    this.contacts = [...this.contacts, entry];
    this.nextOn = nextOn ?? null;
  }

  convert(prospect: Registered): void {
    const state = leadWorkflow.move(this.state, 'convert');
    if (prospect.projectId !== this.projectId || prospect.consultantId !== this.consultantId)
      throw refuse.rule('lead.not-his-prospect', '请选择本人在同一项目登记的意向客户。');
    this.state = state;
    Object.assign(this, { prospectId: prospect.id, nextOn: null });
  }

  drop(reason: string): void {
    this.state = leadWorkflow.move(this.state, 'drop');
    Object.assign(this, { dropReason: reason, nextOn: null });
  }
}

LeadSchema.setClass(Lead);
