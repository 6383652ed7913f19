import { Controller } from '@nestjs/common';
import { Answers, type Actor } from '@linli/bus';
import { GetSalesFigures, type SalesFiguresView } from '@linli/contracts';
import { ALWAYS, Figures } from './figures.js';
import type { FigureKind } from './sections.js';

@Controller()
export class GetSalesFiguresHandler {
  constructor(private readonly figures: Figures) {}

  @Answers(GetSalesFigures)
  async handle({ projectId, kind, from, to }: GetSalesFigures, by: Actor): Promise<SalesFiguresView> {
    by.mustSee(projectId, 'project');
    const period = { from: from ?? ALWAYS.from, to: to ?? ALWAYS.to };
    return {
      ...{ projectId, kind },
      ...(from ? { from } : {}),
      ...(to ? { to } : {}),
      sections: await this.figures.of(kind as FigureKind, projectId, period),
    };
  }
}
