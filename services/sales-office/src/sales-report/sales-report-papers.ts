import { GetSalesReport } from '@linli/contracts';
import { report } from '@linli/papers';
import { dayOf } from '@linli/kernel';
import { onPaper } from '../sales-figures/figure-papers.js';
import { figureSheets, type FigureKind } from '../sales-figures/sections.js';
import { salesReportColumns, type SalesReportRow } from './sales-report.view.js';

/** 销售日报表、日动态表、日统计报表、周统计报表、月报, with the figures that were handed in. */
export const salesReportPaper = report({
  name: 'sales-report',
  title: '销售报表',
  of: GetSalesReport,
  async compile({ salesReportId }, { reader, by }) {
    const row = await reader.one<SalesReportRow & { project: string }>(
      `select ${salesReportColumns}, j.name as project from sales_report t join project j on j.id = t.project_id where t.id = $1`,
      [salesReportId],
    );
    if (!row || !by.sees(row.projectId)) return undefined;
    const { kind, from, to, formNo, madeBy, handedInAt, remark, parts, state } = row;
    return {
      title: `${row.project} ${figureSheets[kind as FigureKind].title}`,
      number: formNo,
      date: dayOf(new Date(handedInAt)),
      madeBy,
      about: `期间:${from === to ? from : `${from} 至 ${to}`}    编号:${formNo}`,
      ...onPaper(row.sections),
      notes: [
        ...(parts.length > 0 ? [['依据', parts.map((part) => part.formNo).join('、')] as const] : []),
        ['文字说明', remark ?? ''],
      ],
      signatures: ['制表人', '直接上级'],
      ...(state === 'CONFIRMED' ? {} : { watermark: '未签收' }),
    };
  },
});
