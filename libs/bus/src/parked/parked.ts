import { defineEntity, p } from '@mikro-orm/core';
import { refuse } from '@linli/kernel';
import { parkedWorkflow, type ParkedState } from './parked.workflow.js';

const ParkedSchema = defineEntity({
  name: 'Parked',
  tableName: 'dead_letter',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<ParkedState>(),
    consumer: p.text(),
    eventId: p.uuid(),
    eventType: p.text(),
    aggregateType: p.text(),
    aggregateId: p.text(),
    aggregateSeq: p.bigint('number'),
    payload: p.json(),
    reason: p.text(),
    error: p.text().nullable(),
    attempts: p.integer(),
    parkedAt: p.datetime(),
    proposedBy: p.text().nullable(),
    skipReason: p.text().nullable(),
    requestedBy: p.text().nullable(),
    requestedAt: p.datetime().nullable(),
    resolvedAt: p.datetime().nullable(),
    resolvedBy: p.text().nullable(),
    resolution: p.text().nullable(),
  },
});

/** A parked event as operators move it: they say what they wish, the consumer's own loop carries it out. */
export class Parked extends ParkedSchema.class {
  retry(by: string, at: Date): void {
    this.state = parkedWorkflow.move(this.state, 'retry');
    this.proposedBy = null;
    this.skipReason = null;
    this.request(by, at);
  }

  /** The first person proposes, another one confirms. Refuses `parked.same-person`. */
  skip(by: string, reason: string, at: Date): void {
    const to = parkedWorkflow.move(this.state, 'skip');
    if (to === 'SKIP_PROPOSED') {
      this.proposedBy = by;
      this.skipReason = reason;
    } else {
      if (this.proposedBy === by) {
        throw refuse.rule('parked.same-person', '跳过是您本人提议的，请另一位运维人员确认。');
      }
      if (this.skipReason !== reason) this.skipReason = `${this.skipReason}; ${reason}`;
      this.request(by, at);
    }
    this.state = to;
  }

  private request(by: string, at: Date): void {
    this.requestedBy = by;
    this.requestedAt = at;
  }
}

ParkedSchema.setClass(Parked);
