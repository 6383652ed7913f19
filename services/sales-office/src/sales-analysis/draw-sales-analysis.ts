import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, now, type Actor } from '@linli/bus';
import { DrawSalesAnalysis, type SalesAnalysisView } from '@linli/contracts';
import { loadProject } from '../project/load-project.js';
import { Figures } from '../sales-figures/figures.js';
import { SalesAnalysis, type AnalysisKind } from './sales-analysis.js';
import { view } from './sales-analysis.view.js';

@Controller()
export class DrawSalesAnalysisHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly figures: Figures,
  ) {}

  @Handles(DrawSalesAnalysis)
  async handle({ projectId, from, to, ...form }: DrawSalesAnalysis, by: Actor): Promise<SalesAnalysisView> {
    const kind = form.kind as AnalysisKind;
    await loadProject(this.em, projectId, by);
    const sections = await this.figures.of(kind, projectId, { from, to });
    const of = { formNo: formNo('FX'), projectId, kind, from, to };
    const analysis = SalesAnalysis.draw(of, sections, by.name, now());
    this.em.persist(analysis);
    return view(analysis);
  }
}
