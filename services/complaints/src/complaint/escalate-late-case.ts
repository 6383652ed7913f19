import { Controller, type Type } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { now, OnClock, type Firing } from '@linli/bus';
import { Complaint } from './complaint.js';
import { duties, kindsWithClocks, ruleOf } from './complaint-clocks.js';
import { isEnded, type CaseKind } from './complaint.workflow.js';
import type { Duty } from './handling.js';

function escalatesLateCase(kind: CaseKind, duty: Duty): Type {
  @Controller()
  class EscalateLateCase {
    constructor(private readonly em: EntityManager) {}

    @OnClock(ruleOf(kind, duty))
    async handle({ subjectId, level, escalateTo, dueAt }: Firing): Promise<void> {
      const complaint = await this.em.findOne(Complaint, subjectId);
      if (!complaint || isEnded(complaint.state)) return; // it ended while the clock was about to fire
      if (escalateTo) complaint.escalate(duty, level, escalateTo, dueAt, now());
      else complaint.fallLate(duty, dueAt, now());
    }
  }
  return EscalateLateCase;
}

/** For each kind of case and each duty: late, then up the chain, each level once [REQ-160, REQ-163]. */
export const escalatesLateCases: readonly Type[] = kindsWithClocks.flatMap((kind) =>
  duties.map((duty) => escalatesLateCase(kind, duty)),
);
