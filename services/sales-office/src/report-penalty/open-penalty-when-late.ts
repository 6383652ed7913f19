import { Controller, type Type } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, OnClock, type Firing } from '@linli/bus';
import { reportKinds } from '@linli/contracts';
import { plusDays } from '@linli/kernel';
import { dueRule, type ReportKind } from '../report-duty/period.js';
import { planReport } from '../report-duty/plan-report.js';
import { ReportDuty } from '../report-duty/report-duty.js';
import { SalesReport } from '../sales-report/sales-report.js';
import { ReportPenalty } from './report-penalty.js';

function opensPenalty(kind: ReportKind): Type {
  @Controller()
  class OpenPenaltyWhenLate {
    constructor(private readonly em: EntityManager) {}

    @OnClock(dueRule(kind))
    async handle({ subjectId, payload, dueAt }: Firing): Promise<void> {
      const duty = await this.em.findOneOrFail(ReportDuty, subjectId);
      const [from, to] = [String(payload['from']), String(payload['to'])];
      await planReport(duty, plusDays(to, 1));
      const report = await this.em.findOne(SalesReport, { projectId: duty.projectId, kind, toOn: to });
      if (report && !report.late) return; // it was there in time
      this.em.persist(ReportPenalty.open(duty, { formNo: formNo('CF'), from, to, dueAt }));
    }
  }
  return OpenPenaltyWhenLate;
}

/** For each report: when it is due and not there, its person's superior has to decide; the next one is planned [REQ-105]. */
export const opensPenalties: readonly Type[] = reportKinds.map(opensPenalty);
