import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load } from '@linli/bus';
import { ReassignReportDuty, type ReportDutyView } from '@linli/contracts';
import { NextDue } from './next-due.js';
import { ReportDuty } from './report-duty.js';
import { view } from './report-duty.view.js';

@Controller()
export class ReassignReportDutyHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly next: NextDue,
  ) {}

  @Handles(ReassignReportDuty)
  async handle({ reportDutyId, version, ...holders }: ReassignReportDuty): Promise<ReportDutyView> {
    const duty = await load(this.em, ReportDuty, reportDutyId, version);
    duty.reassign(holders);
    return view(duty, await this.next.of(duty));
  }
}
