import { defineEntity, p } from '@mikro-orm/core';
import type { AnalysisConclusion, analysisKinds, ConcludeSalesAnalysis, FigureSection } from '@linli/contracts';
import { dayOf, newId, refuse, type Day } from '@linli/kernel';
import { salesAnalysisWorkflow, type SalesAnalysisState } from './sales-analysis.workflow.js';

export type AnalysisKind = (typeof analysisKinds)[number];

const SalesAnalysisSchema = defineEntity({
  name: 'SalesAnalysis',
  tableName: 'sales_analysis',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<SalesAnalysisState>(),
    formNo: p.text(),
    projectId: p.text(),
    kind: p.text().$type<AnalysisKind>(),
    fromOn: p.date(),
    toOn: p.date(),
    drawnBy: p.text(),
    drawnAt: p.datetime(),
    sections: p.json().$type<FigureSection[]>(),
    conclusion: p.json().$type<AnalysisConclusion>().nullable(),
  },
});

/** An analysis of sales: its figures as they were drawn, and the conclusion that closes it [REQ-340]. */
export class SalesAnalysis extends SalesAnalysisSchema.class {
  static draw(
    of: { formNo: string; projectId: string; kind: AnalysisKind; from: Day; to: Day },
    sections: readonly FigureSection[],
    by: string,
    at: Date,
  ): SalesAnalysis {
    const { formNo, projectId, kind, from, to } = of;
    if (from > dayOf(at)) throw refuse.rule('sales-analysis.in-future', '分析的期间还没有开始，请核对日期。');
    return Object.assign(new SalesAnalysis(), {
      id: newId(),
      state: salesAnalysisWorkflow.initial,
      ...{ formNo, projectId, kind, fromOn: from, toOn: to, drawnBy: by, drawnAt: at },
      sections: [...sections],
      conclusion: null,
    });
  }

  conclude({ focus, measure, owner, dueOn }: ConcludeSalesAnalysis, by: string, at: Date): void {
    if (dueOn < dayOf(at)) throw refuse.rule('sales-analysis.due-in-past', '对策的完成日期不能早于今天，请核对。');
    this.state = salesAnalysisWorkflow.move(this.state, 'conclude');
    this.conclusion = { focus, measure, owner, dueOn, concludedBy: by, concludedAt: at.toISOString() };
  }
}

SalesAnalysisSchema.setClass(SalesAnalysis);
