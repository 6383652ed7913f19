import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { ImposePenalty, WaivePenalty, type ReportPenaltyView } from '@linli/contracts';
import { ReportPenalty } from './report-penalty.js';
import { view } from './report-penalty.view.js';

@Controller()
export class DecidePenaltyHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ImposePenalty)
  async impose(form: ImposePenalty, by: Actor): Promise<ReportPenaltyView> {
    const penalty = await load(this.em, ReportPenalty, form.reportPenaltyId, form.version);
    penalty.impose(form, by.id, now());
    return view(penalty);
  }

  @Handles(WaivePenalty)
  async waive({ reportPenaltyId, version, reason }: WaivePenalty, by: Actor): Promise<ReportPenaltyView> {
    const penalty = await load(this.em, ReportPenalty, reportPenaltyId, version);
    penalty.waive(reason, by.id, now());
    return view(penalty);
  }
}
