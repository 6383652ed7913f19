import { GetSalesAnalysis } from '@linli/contracts';
import { report } from '@linli/papers';
import { dayOf } from '@linli/kernel';
import { onPaper } from '../sales-figures/figure-papers.js';
import { figureSheets, type FigureKind } from '../sales-figures/sections.js';
import { salesAnalysisColumns, type SalesAnalysisRow } from './sales-analysis.view.js';

/** An analysis with its conclusion below the figures. */
export const salesAnalysisPaper = report({
  name: 'sales-analysis',
  title: '销售分析',
  of: GetSalesAnalysis,
  async compile({ salesAnalysisId }, { reader, by }) {
    const row = await reader.one<SalesAnalysisRow & { project: string }>(
      `select ${salesAnalysisColumns}, j.name as project from sales_analysis a join project j on j.id = a.project_id where a.id = $1`,
      [salesAnalysisId],
    );
    if (!row || !by.sees(row.projectId)) return undefined;
    const { kind, from, to, formNo, drawnBy, drawnAt, conclusion } = row;
    return {
      title: `${row.project} ${figureSheets[kind as FigureKind].title}`,
      number: formNo,
      date: dayOf(new Date(drawnAt)),
      madeBy: drawnBy,
      about: `期间:${from} 至 ${to}    编号:${formNo}`,
      ...onPaper(row.sections),
      notes: [
        ['营销重点', conclusion?.focus ?? ''],
        ['对策', conclusion?.measure ?? ''],
        ['责任人、完成日期', conclusion ? `${conclusion.owner} ${conclusion.dueOn}` : ''],
        ['结论人', conclusion?.concludedBy ?? ''],
      ],
      ...(conclusion ? {} : { watermark: '未作结论' }),
    };
  },
});
