import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, now, whenNotUnique, type Actor } from '@linli/bus';
import { AssignReportDuty, type ReportDutyView } from '@linli/contracts';
import { dayOf, refuse } from '@linli/kernel';
import { loadProject } from '../project/load-project.js';
import type { ReportKind } from './period.js';
import { planReport } from './plan-report.js';
import { ReportDuty } from './report-duty.js';
import { view } from './report-duty.view.js';

whenNotUnique('report_duty_kind', () =>
  refuse.conflict('report-duty.assigned', '这份报表已有责任人，如需调整请更换责任人。'),
);

@Controller()
export class AssignReportDutyHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(AssignReportDuty)
  async handle({ projectId, kind, since, ...holders }: AssignReportDuty, by: Actor): Promise<ReportDutyView> {
    await loadProject(this.em, projectId, by);
    const today = dayOf(now());
    const duty = ReportDuty.assign({ projectId, kind: kind as ReportKind, since: since ?? today }, holders, today);
    this.em.persist(duty);
    const { dueAt } = await planReport(duty, duty.since);
    return view(duty, dueAt);
  }
}
