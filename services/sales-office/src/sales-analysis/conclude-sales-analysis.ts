import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { ConcludeSalesAnalysis, type SalesAnalysisView } from '@linli/contracts';
import { SalesAnalysis } from './sales-analysis.js';
import { view } from './sales-analysis.view.js';

@Controller()
export class ConcludeSalesAnalysisHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ConcludeSalesAnalysis)
  async handle(form: ConcludeSalesAnalysis, by: Actor): Promise<SalesAnalysisView> {
    const analysis = await load(this.em, SalesAnalysis, form.salesAnalysisId, form.version);
    analysis.conclude(form, by.name, now());
    return view(analysis);
  }
}
